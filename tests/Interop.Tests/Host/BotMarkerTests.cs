using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M42, M43 and M44: delivered, read and typing, between a bot in the host and the vendor's clients.</summary>
public sealed class BotMarkerTests
{
    [Fact]
    public async Task M42_the_vendors_client_is_told_that_the_bot_has_its_message()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        var plain = await alice.SayAsync(group, "plain");
        var markable = await alice.SayAsync(group, "markable", new JsonObject { ["markable"] = 1 });
        var byItself = await alice.NextAsync("delivered");
        var heard = await scene.HeardAsync<MessageReceived>();
        await scene.BotAsync((bot, token) => bot.MarkDeliveredAsync(heard, token));
        var byHand = await alice.NextAsync("delivered");

        Assert.Equal((markable, group, 100), Marker(byItself));
        Assert.Equal((plain, group, 100), Marker(byHand));
        Assert.All(await alice.HistoryAsync(group), m => Assert.Equal("[101,100]", m!["delivered_ids"]!.ToJsonString()));
    }

    [Fact]
    public async Task M42_M43_the_bot_hears_that_its_message_was_delivered_and_read()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "x", new() { IsMarkable = true }, token));
        var (_, message) = await alice.NextMessageAsync();
        var id = (string)message["id"]!;
        var delivered = await scene.HeardAsync<MessageDelivered>(); // the vendor's client says it by itself
        await alice.CallAsync(
            "chat.sendReadStatus", new JsonObject { ["messageId"] = id, ["userId"] = 100, ["dialogId"] = group });
        var read = await scene.HeardAsync<MessageRead>();

        Assert.Equal((id, group, "101"), (delivered.MessageId, delivered.Dialog.Id, delivered.User.Id));
        Assert.Equal((id, group, "101"), (read.MessageId, read.Dialog.Id, read.User.Id));
    }

    [Fact]
    public async Task M43_the_vendors_client_is_told_that_the_bot_has_read_its_message()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var id = await alice.SayAsync(group, "x");
        var heard = await scene.HeardAsync<MessageReceived>();

        await scene.BotAsync((bot, token) => bot.MarkReadAsync(heard, token));
        var read = await alice.NextAsync("read");

        Assert.Equal((id, group, 100), Marker(read));
        Assert.Equal("[101,100]", Assert.Single(await alice.HistoryAsync(group))!["read_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task M44_the_bot_and_the_vendors_client_see_each_other_type()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        await alice.CallAsync("chat.sendIsTypingStatus", 100);
        var typing = await scene.HeardAsync<TypingChanged>();
        await alice.CallAsync("chat.sendIsStopTypingStatus", group);
        var stopped = await scene.HeardAsync<TypingChanged>();
        await scene.BotAsync((bot, token) => bot.TypingAsync(stopped.Dialog, isTyping: true, token));
        var botTypes = await alice.NextAsync("typing");
        await scene.BotAsync((bot, token) => bot.TypingAsync(typing.Dialog, isTyping: false, token));
        var botStopped = await alice.NextAsync("typing");

        Assert.Equal(("101", DialogKind.Direct, true), (typing.User.Id, typing.DialogKind, typing.IsTyping));
        Assert.Equal((group, DialogKind.Group, false), (stopped.Dialog.Id, stopped.DialogKind, stopped.IsTyping));
        Assert.Equal((true, 100, group), ((bool)botTypes[0]!, (int)botTypes[1]!, (string)botTypes[2]!));
        Assert.Equal((false, 100), ((bool)botStopped[0]!, (int)botStopped[1]!));
    }

    private static (string Message, string Dialog, int User) Marker(JsonArray said) =>
        ((string)said[0]!, (string)said[1]!, (int)said[2]!);
}
