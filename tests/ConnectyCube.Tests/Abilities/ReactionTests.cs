using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 6.8 between two connectors at the sandbox.</summary>
public sealed class ReactionTests
{
    private const string Nowhere = "5f00000000000000000000ff";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M53_M55_a_reaction_is_added_swapped_taken_back_and_listed(bool inGroup)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var dialog = inGroup ? await network.CreateGroupAsync("alice", 100) : "100";
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync(dialog, "like it?");
        var question = await bot.NextAsync<MessageReceived>();

        await bot.CarryOutAsync(bot.React(question.Dialog.Id, question.MessageId, add: "👍"));
        var added = await alice.NextAsync<ReactionsChanged>();
        await bot.CarryOutAsync(bot.React(question.Dialog.Id, question.MessageId, add: "🔥", remove: "👍"));
        var swapped = await alice.NextAsync<ReactionsChanged>();
        var listed = await ReactionsAsync(bot, question.MessageId);
        await bot.CarryOutAsync(bot.React(question.Dialog.Id, question.MessageId, remove: "🔥"));
        var takenBack = await alice.NextAsync<ReactionsChanged>();

        Assert.Equal((question.MessageId, new UserRef("100")), (added.MessageId, added.User));
        Assert.Equal("+👍", Said(added));
        Assert.Equal("+🔥 -👍", Said(swapped));
        Assert.Equal("-🔥", Said(takenBack));
        Assert.Equal("🔥: 100", listed);
        Assert.Equal("", await ReactionsAsync(bot, question.MessageId));
    }

    [Fact]
    public async Task M53_what_is_repeated_changes_nothing_and_nobody_hears_of_it()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await alice.SendAsync(group, "like it?");
        var id = (await bot.NextAsync<MessageReceived>()).MessageId;
        var (add, swap, remove) = (
            bot.React(group, id, add: "👍"), bot.React(group, id, add: "🔥", remove: "👍"), bot.React(group, id, remove: "🔥"));

        var heard = new List<string>();
        foreach (var command in (ChangeReactions[])[add, add, swap, swap, remove, remove])
        {
            await bot.CarryOutAsync(command);
        }

        await bot.SendAsync(group, "that was all");
        for (var i = 0; i < 3; i++)
        {
            heard.Add(Said(await alice.NextAsync<ReactionsChanged>()));
        }

        Assert.Equal(["+👍", "+🔥 -👍", "-🔥"], heard);
        Assert.Equal("that was all", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M53_a_reaction_waits_for_the_message_before_it_and_the_message_after_it_for_the_reaction(bool inGroup)
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("Rest:MaxCallsPerSecond", "0"));
        var dialog = inGroup ? await network.CreateGroupAsync("bot", 101) : "101";
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        var (one, two) = (bot.Message(dialog, "one"), bot.Message(dialog, "two"));

        Task everything;
        using (network.Server.Chaos.StandStill())
        {
            var first = bot.SendAsync(one, TestTimeout.Token);
            var reaction = bot.CarryOutAsync(bot.React(dialog, bot.MessageIdOf(one), add: "👍"));
            everything = Task.WhenAll(first, reaction, bot.SendAsync(two, TestTimeout.Token));

            // While the chat stands still, REST goes on: by now the reaction would have been refused.
            for (var i = 0; i < 20; i++)
            {
                await bot.AskAsync<GetUnread, UnreadMessages>(new GetUnread { Account = bot.Account });
            }

            Assert.False(reaction.IsCompleted);
        }

        await everything.WaitAsync(TestTimeout.Token);
        Assert.Equal("one", (await alice.NextAsync<MessageReceived>()).Text);
        Assert.Equal(bot.MessageIdOf(one), (await alice.NextAsync<ReactionsChanged>()).MessageId);
        Assert.Equal("two", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task M53_a_service_that_is_busy_is_worth_a_repetition()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("Rest:MaxAttempts", "1"));
        var group = await network.CreateGroupAsync("bot", 101);
        var bot = await network.ConnectAsync("bot");
        var message = bot.Message(group, "one");
        await bot.SendAsync(message, TestTimeout.Token);
        var react = bot.React(group, bot.MessageIdOf(message), add: "👍");

        using (network.Server.Chaos.RefuseRequests())
        {
            Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.CarryOutAsync(react)));
        }

        await bot.CarryOutAsync(react);
        Assert.Equal("👍: 100", await ReactionsAsync(bot, bot.MessageIdOf(message)));
    }

    [Fact]
    public async Task M53_what_cannot_be_reacted_to_is_refused_and_the_order_goes_on()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var foreign = await network.CreateGroupAsync("alice", 102);
        var group = await network.CreateGroupAsync("bot", 101);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        var (secret, shared) = (alice.Message(foreign, "secret"), bot.Message(group, "hello"));
        await alice.SendAsync(secret, TestTimeout.Token);
        await bot.SendAsync(shared, TestTimeout.Token);
        await alice.NextAsync<MessageReceived>();
        var (secretId, id) = (alice.MessageIdOf(secret), bot.MessageIdOf(shared));

        Assert.Equal("item-not-found", await RefusedAsync(bot.React(group, Nowhere, add: "👍")));
        Assert.Equal("item-not-found", await RefusedAsync(bot.React(group, "nonsense", add: "👍")));
        Assert.Equal("forbidden", await RefusedAsync(bot.React(foreign, secretId, add: "👍")));
        Assert.Equal("bad-request", await RefusedAsync(bot.React(group, id)));
        Assert.Equal("bad-request", await RefusedAsync(bot.React(group, id, add: new string('x', 100))));
        Assert.Equal("forbidden", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => ReactionsAsync(bot, secretId))).Reason);
        Assert.Equal("item-not-found", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => ReactionsAsync(bot, Nowhere))).Reason);
        Assert.Equal("", await ReactionsAsync(alice, secretId));
        Assert.Equal("", await ReactionsAsync(bot, id));
        await bot.SendAsync(group, "sorry");
        Assert.Equal("sorry", (await alice.NextAsync<MessageReceived>()).Text);

        async Task<string> RefusedAsync(ChangeReactions command) =>
            (await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.CarryOutAsync(command))).Reason;
    }

    private static async Task<string> ReactionsAsync(IChatConnector connector, string id)
    {
        var reactions = await connector.AskAsync<GetReactions, MessageReactions>(
            new GetReactions { Account = connector.Account, MessageId = id });
        return string.Join("; ", reactions.Users.Select(r => $"{r.Key}: {string.Join(' ', r.Value.Select(u => u.Id))}"));
    }

    private static string Said(ReactionsChanged change) =>
        string.Join(' ', change.Added.Select(r => "+" + r).Concat(change.Removed.Select(r => "-" + r)));
}
