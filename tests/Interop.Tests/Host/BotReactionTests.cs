using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M53 and M55: a bot in the complete host reacts, and the vendor's client sees it.</summary>
public sealed class BotReactionTests
{
    private const string Nowhere = "5f00000000000000000000ff";

    [Fact]
    public async Task M53_the_vendors_client_sees_the_bot_react_swap_and_take_back()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var id = await alice.SayAsync(100, "like it?");
        var question = await scene.HeardAsync<MessageReceived>();

        await scene.BotAsync((bot, token) => bot.ReactAsync(question, "👍", token));
        var added = await alice.NextAsync("reaction");
        await scene.BotAsync((bot, token) => bot.SwapReactionAsync(question, from: "👍", to: "🚀", token));
        var swapped = await alice.NextAsync("reaction");
        var seen = (await alice.CallAsync("chat.message.listReactions", id))!.ToJsonString();
        await scene.BotAsync((bot, token) => bot.UnreactAsync(question.Dialog, question.MessageId, "🚀", token));
        var takenBack = await alice.NextAsync("reaction");

        Assert.All([added, swapped, takenBack], r => Assert.Equal((id, 100), ((string)r[0]!, (int)r[1]!)));
        Assert.Equal(("👍", null), (Text(added[3]), Text(added[4])));
        Assert.Equal(("🚀", "👍"), (Text(swapped[3]), Text(swapped[4])));
        Assert.Equal((null, "🚀"), (Text(takenBack[3]), Text(takenBack[4])));
        Assert.Equal(new JsonObject { ["🚀"] = new JsonArray(100) }.ToJsonString(), seen);
        Assert.Empty((await alice.CallAsync("chat.message.listReactions", id))!.AsObject());
    }

    [Fact]
    public async Task M53_the_bot_reacts_to_its_own_messages_as_soon_as_it_knows_their_ids()
    {
        await using var scene = await BotScene.StartAsync(async (happened, bot, token) =>
        {
            if (happened is MessageSent sent)
            {
                await bot.ReactAsync(sent.Dialog, sent.MessageId, "👍", token);
            }
        });
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);

        await scene.BotAsync(async (bot, token) =>
        {
            await bot.SayAsync(new DialogRef(group), "one", token);
            await bot.SayAsync(new DialogRef(group), "two", token);
        });
        var reactions = new[] { await alice.NextAsync("reaction"), await alice.NextAsync("reaction") };

        var history = await alice.HistoryAsync(group);
        Assert.Equal(["one", "two"], history.Select(m => (string)m!["message"]!));
        Assert.Equal(history.Select(m => (string)m!["_id"]!).Order(), reactions.Select(r => (string)r[0]!).Order());
        Assert.All(history, m => Assert.Equal(1, (int)m!["reactions"]!["total"]!["👍"]!));
    }

    [Fact]
    public async Task M55_the_bot_lists_how_the_vendors_clients_reacted()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        var group = await alice.CreateGroupAsync(100, 102);
        var id = await alice.WriteAsync(group, "like it?");
        await alice.CallAsync("chat.message.addReaction", id, "🔥");
        await bob.CallAsync("chat.message.addReaction", id, "🔥");
        await bob.CallAsync("chat.message.addReaction", id, "🚀");

        var reactions = await scene.BotAsync((bot, token) => bot.History.ReactionsAsync(id, token));

        Assert.Equal(2, reactions.Count);
        Assert.Equal([new UserRef("101"), new UserRef("102")], reactions["🔥"]);
        Assert.Equal([new UserRef("102")], reactions["🚀"]);
    }

    [Fact]
    public async Task M53_M55_the_bot_hears_that_it_cannot_react_to_what_is_not_there_or_not_its_own_dialogs()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (foreign, shared) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(100));
        var id = await alice.WriteAsync(foreign, "secret");

        var missing = await scene.BotAsync((bot, token) => bot.ReactAsync(new DialogRef(shared), Nowhere, "👍", token));
        var missingFailed = await scene.HeardAsync<CommandFailed>();
        var hers = await scene.BotAsync((bot, token) => bot.ReactAsync(new DialogRef(foreign), id, "👍", token));
        var hersFailed = await scene.HeardAsync<CommandFailed>();
        var listing = await Assert.ThrowsAsync<RequestFailedException>(
            () => scene.BotAsync((bot, token) => bot.History.ReactionsAsync(id, token)));

        Assert.Equal((missing, "item-not-found"), (missingFailed.CommandId, missingFailed.Reason));
        Assert.Equal((hers, "forbidden"), (hersFailed.CommandId, hersFailed.Reason));
        Assert.Equal("forbidden", listing.Reason);
        Assert.Empty((await alice.CallAsync("chat.message.listReactions", id))!.AsObject());
    }

    [Fact]
    public async Task M53_a_reaction_is_repeated_until_the_service_has_it()
    {
        await using var scene = await BotScene.StartAsync("--ConnectyCube:Rest:MaxAttempts=1", "--Bus:RetryDelay=00:00:00.010");
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await alice.SayAsync(group, "like it?");
        var question = await scene.HeardAsync<MessageReceived>();

        scene.Sandbox.Chaos.RefuseRequests(count: 2);
        await scene.BotAsync((bot, token) => bot.ReactAsync(question, "👍", token));

        Assert.Equal(question.MessageId, (string)(await alice.NextAsync("reaction"))[0]!);
    }

    private static string? Text(JsonNode? reaction) => reaction is null ? null : (string)reaction!;
}
