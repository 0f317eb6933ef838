using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Row M41: a bot in the complete host hears what became of its messages to the vendor's clients.</summary>
public sealed class BotOutcomeTests
{
    [Fact]
    public async Task M41_the_bot_hears_that_a_message_was_sent_and_under_which_id()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var command = await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "hello", token));
        var sent = await scene.HeardAsync<MessageSent>();
        var (_, message) = await alice.NextMessageAsync();

        Assert.Equal((command, "101"), (sent.CommandId, sent.Dialog.Id));
        Assert.Equal((string)message["id"]!, sent.MessageId);
    }

    [Fact]
    public async Task M41_M74_the_bot_hears_that_a_message_failed_because_its_reader_blocks_it()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.privacylist.create", new JsonObject
        {
            ["name"] = "bots",
            ["items"] = new JsonArray(new JsonObject { ["user_id"] = 100, ["action"] = "deny" }),
        });
        await alice.CallAsync("chat.privacylist.setAsDefault", "bots");

        var command = await scene.BotAsync((bot, token) => bot.SayAsync(new DialogRef("101"), "hello", token));
        var failed = await scene.HeardAsync<CommandFailed>();

        Assert.Equal((command, "101", "service-unavailable"), (failed.CommandId, failed.Dialog.Id, failed.Reason));
    }
}
