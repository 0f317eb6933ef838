using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Row M65: system messages between a bot in the complete host and the vendor's clients.</summary>
public sealed class BotSystemMessageTests
{
    [Fact]
    public async Task M65_system_messages_go_both_ways_over_chat_and_over_REST()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await alice.CallAsync("chat.sendSystemMessage", 100, new JsonObject
        {
            ["body"] = "psst",
            ["extension"] = new JsonObject { ["event"] = "invited", ["room"] = new JsonObject { ["name"] = "Team" } },
        });
        var heard = await scene.HeardAsync<SystemMessageReceived>();
        await alice.CallAsync("chat.message.createSystem", new JsonObject { ["recipientId"] = 100, ["event"] = "over REST" });
        var overRest = await scene.HeardAsync<SystemMessageReceived>();
        await scene.BotAsync((bot, token) => bot.SendSystemMessageAsync(
            heard.Sender, new Dictionary<string, string> { ["event"] = "accepted", ["room/name"] = "Team" }, token));
        var answer = (await alice.NextAsync("system"))[0]!;

        Assert.Equal(("101", "psst"), (heard.Sender.Id, heard.Text));
        Assert.Equal(("invited", "Team"), (heard.Parameters["event"], heard.Parameters["room/name"]));
        Assert.Equal(("101", "over REST"), (overRest.Sender.Id, overRest.Parameters["event"]));
        Assert.Equal(100, (int)answer["userId"]!);
        Assert.Equal("accepted", (string)answer["extension"]!["event"]!);
        Assert.Equal("Team", (string)answer["extension"]!["room"]!["name"]!);
    }

    [Fact]
    public async Task M65_a_system_message_of_the_bot_waits_for_who_is_away()
    {
        await using var scene = await BotScene.StartAsync();

        await scene.BotAsync(async (bot, token) =>
        {
            await bot.SendSystemMessageAsync(new UserRef("101"), new Dictionary<string, string> { ["event"] = "later" }, token);
            await bot.SayAsync(new DialogRef("101"), "after it", token);
        });
        await scene.HeardAsync<MessageSent>(); // the order of a dialog is kept
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        Assert.Equal("later", (string)(await alice.NextAsync("system"))[0]!["extension"]!["event"]!);
    }
}
