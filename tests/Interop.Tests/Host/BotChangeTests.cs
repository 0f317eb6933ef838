using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M51, M54 and M57: messages that change, between a bot in the complete host and the vendor's clients.</summary>
public sealed class BotChangeTests
{
    [Fact]
    public async Task M51_M57_the_vendors_client_sees_the_bot_edit_and_delete_its_message()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef(group), "helo", token));
        var sent = await scene.HeardAsync<MessageSent>();

        await scene.BotAsync((bot, token) => bot.EditAsync(sent, "hello", token));
        var edited = await alice.NextAsync("edited");
        Assert.Equal("hello", (string)Assert.Single(await alice.HistoryAsync(group))!["message"]!);
        await scene.BotAsync((bot, token) => bot.DeleteAsync(sent, token));
        var deleted = await alice.NextAsync("deleted");

        Assert.Equal((sent.MessageId, "hello"), ((string)edited[0]!, (string)edited[2]!));
        Assert.Equal((group, 100), ((string)edited[3]!, (int)edited[4]!));
        Assert.Equal((sent.MessageId, group, 100), ((string)deleted[0]!, (string)deleted[1]!, (int)deleted[2]!));
        Assert.Empty(await alice.HistoryAsync(group));
    }

    [Fact]
    public async Task M51_M57_the_bot_hears_the_vendors_client_edit_and_delete()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        var id = await alice.SayAsync(group, "helo");

        await alice.CallAsync("chat.editMessage", new JsonObject
        {
            ["to"] = group,
            ["dialogId"] = group,
            ["originMessageId"] = id,
            ["body"] = "hello",
            ["last"] = true,
            ["extension"] = new JsonObject { ["why"] = "typo" },
        });
        await alice.CallAsync(
            "chat.deleteMessage", new JsonObject { ["to"] = group, ["dialogId"] = group, ["messageId"] = id });
        var edited = await scene.HeardAsync<MessageEdited>();
        var deleted = await scene.HeardAsync<MessageDeleted>();

        Assert.Equal((id, "hello", group, "101"), (edited.MessageId, edited.Text, edited.Dialog.Id, edited.User.Id));
        Assert.Equal("typo", edited.Metadata["why"]);
        Assert.Equal((id, group, "101"), (deleted.MessageId, deleted.Dialog.Id, deleted.User.Id));
    }

    [Fact]
    public async Task M51_M57_the_bot_hears_that_somebody_elses_message_is_not_its_to_change()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await alice.SayAsync(group, "mine");
        var heard = await scene.HeardAsync<MessageReceived>();

        var edit = await scene.BotAsync((bot, token) => bot.EditAsync(heard.Dialog, heard.MessageId, "yours", token));
        var editFailed = await scene.HeardAsync<CommandFailed>();
        var delete = await scene.BotAsync((bot, token) => bot.DeleteAsync(heard, token));
        var deleteFailed = await scene.HeardAsync<CommandFailed>();

        Assert.Equal((edit, "forbidden"), (editFailed.CommandId, editFailed.Reason));
        Assert.Equal((delete, "forbidden"), (deleteFailed.CommandId, deleteFailed.Reason));
        Assert.Equal("mine", (string)Assert.Single(await alice.HistoryAsync(group))!["message"]!);
    }

    [Fact]
    public async Task M54_the_bot_hears_the_vendors_client_react_swap_and_take_back()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "like it?", token));
        var id = (string)(await alice.NextMessageAsync()).Message["id"]!;

        await alice.CallAsync("chat.message.addReaction", id, "👍");
        var added = await scene.HeardAsync<ReactionsChanged>();
        await alice.CallAsync("chat.message.updateReaction", id, "🚀", "👍");
        var swapped = await scene.HeardAsync<ReactionsChanged>();
        await alice.CallAsync("chat.message.removeReaction", id, "🚀");
        var takenBack = await scene.HeardAsync<ReactionsChanged>();

        Assert.All(
            [added, swapped, takenBack],
            r => Assert.Equal((id, "101", DialogKind.Direct), (r.MessageId, r.User.Id, r.DialogKind)));
        Assert.Equal((["👍"], []), (added.Added, added.Removed), Same);
        Assert.Equal((["🚀"], ["👍"]), (swapped.Added, swapped.Removed), Same);
        Assert.Equal(([], ["🚀"]), (takenBack.Added, takenBack.Removed), Same);
    }

    private static bool Same(
        (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) one,
        (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) other) =>
        one.Added.SequenceEqual(other.Added) && one.Removed.SequenceEqual(other.Removed);
}
