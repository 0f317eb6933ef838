using System.Text.Json;
using BotPlatform.BotSdk.State;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.State;

public sealed class StateTests
{
    [Fact]
    public async Task What_a_handler_sets_the_next_one_reads_and_a_handler_that_fails_changes_nothing()
    {
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var bag = context.State.OfUser(message.Sender);
            var count = await bag.GetAsync<int>("count", ct) + 1;
            bag.Set("count", count);
            await context.ReplyAsync(message, $"{count} {await bag.GetAsync<int>("count", ct)}", ct);
            if (message.Text == "fail")
            {
                throw new InvalidOperationException("Not now.");
            }
        });

        await bot.ReceiveAsync(Sample.Message("one"), TestTimeout.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(Sample.Message("fail"), TestTimeout.Token));
        await bot.ReceiveAsync(Sample.Message("two"), TestTimeout.Token);

        Assert.Equal(["1 1", "2 2"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task Each_owner_and_each_account_has_values_of_its_own()
    {
        var other = new UserRef("102");
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var state = context.State;
            IStateBag[] bags =
            [
                state.OfBot, state.OfUser(message.Sender), state.OfUser(other), state.OfDialog(message.Dialog),
                state.OfMember(message.Sender, message.Dialog), state.OfMember(message.Sender, Sample.Group),
            ];
            var before = string.Join(',', await Task.WhenAll(bags.Select(bag => bag.GetAsync<int>("n", ct))));
            for (var i = 0; i < bags.Length; i++)
            {
                bags[i].Set("n", i + 1);
            }

            await context.ReplyAsync(message, before, ct);
        });
        var message = Sample.Message("a");

        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("b"), TestTimeout.Token);
        await bot.ReceiveAsync(
            message with { Origin = message.Origin with { Account = new AccountRef("sample", "105") } }, TestTimeout.Token);

        Assert.Equal(["0,0,0,0,0,0", "1,2,3,4,5,6", "1,0,0,0,0,0"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_value_is_gone_when_it_has_expired_or_was_removed()
    {
        var clock = new ManualClock();
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var bag = context.State.OfDialog(message.Dialog);
            await context.ReplyAsync(message, $"{await bag.GetAsync<string>("a", ct)}-{await bag.GetAsync<string>("b", ct)}", ct);
            if (message.Text == "set")
            {
                bag.Set("a", "minute", TimeSpan.FromMinutes(1));
                bag.Set("b", "ever");
            }
            else if (message.Text == "remove")
            {
                bag.Remove("b");
            }
        });
        bot.Time = clock;

        await bot.ReceiveAsync(Sample.Message("set"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("read"), TestTimeout.Token);
        clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveAsync(Sample.Message("remove"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("read"), TestTimeout.Token);

        Assert.Equal(["-", "minute-ever", "-ever", "-"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task The_loser_of_two_that_change_the_same_value_is_run_again_on_the_new_one()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var count = await context.State.OfBot.GetAsync<int>("count", ct);
            if (Interlocked.Increment(ref calls) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(ct);
            context.State.OfBot.Set("count", count + 1);
            await context.ReplyAsync(message, $"{count + 1}", ct);
        });

        var first = bot.ReceiveAsync(Sample.Message("a"), TestTimeout.Token);
        var second = bot.ReceiveAsync(Sample.Message("b"), TestTimeout.Token);
        await Task.WhenAll(first, second);

        Assert.Equal(3, calls);
        Assert.Equal(["1", "2"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_value_of_an_earlier_version_is_migrated_or_dropped_and_told()
    {
        var first = ScriptedBot.Harness((message, context, ct) =>
        {
            context.State.OfBot.Set("old", new Plain("Ann"));
            context.State.OfBot.Set("first", new Versioned("Ann"));
            return Task.CompletedTask;
        });
        await first.ReceiveAsync(Sample.Message("write"), TestTimeout.Token);

        var next = first.Deploy(new ScriptedBot(async (message, context, ct) =>
        {
            var migrated = await context.State.OfBot.GetAsync<Versioned>("old", ct);
            var dropped = await context.State.OfBot.GetAsync<Newest>("first", ct);
            var strange = await context.State.OfBot.GetAsync<int>("old", ct);
            await context.ReplyAsync(message, $"{migrated?.FullName}, {dropped?.Name ?? "none"}, {strange}", ct);
        }));
        await next.ReceiveAsync(Sample.Message("read"), TestTimeout.Token);

        Assert.Equal("Ann Other, none, 0", Assert.Single(next.Sent).Text);
        Assert.Equal(
            [
                "The value under 'first' counts as forgotten: version 2 wrote it, and this is version 3.",
                "The value under 'old' counts as forgotten: it is no Int32.",
            ],
            next.Problems);
    }

    [Fact]
    public async Task A_value_of_a_later_version_fails_the_handler_and_stays()
    {
        var later = ScriptedBot.Harness((message, context, ct) =>
        {
            context.State.OfBot.Set("key", new Newest("Ann"));
            return Task.CompletedTask;
        });
        await later.ReceiveAsync(Sample.Message("write"), TestTimeout.Token);

        var earlier = later.Deploy(new ScriptedBot(async (message, context, ct) =>
        {
            _ = await context.State.OfBot.GetAsync<Versioned>("key", ct);
            context.State.OfBot.Set("key", new Versioned("nobody"));
        }));
        var error = await Assert.ThrowsAsync<StateException>(() => earlier.ReceiveAsync(Sample.Message("read"), TestTimeout.Token));

        Assert.Contains("version 3, and this is version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tuples_are_remembered_whole()
    {
        var bot = ScriptedBot.Harness(async (message, context, ct) =>
        {
            var before = await context.State.OfBot.GetAsync<(int Count, string? Last)>("pair", ct);
            context.State.OfBot.Set("pair", (before.Count + 1, message.Text));
            await context.ReplyAsync(message, $"{before.Count} {before.Last}", ct);
        });

        await bot.ReceiveAsync(Sample.Message("one"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("two"), TestTimeout.Token);

        Assert.Equal(["0 ", "1 one"], bot.Sent.Select(sent => sent.Text));
    }

    [Theory]
    [InlineData("", "'' is no key")]
    [InlineData("a\nb", "is no key: it has 1 to 100 plain characters.")]
    public async Task A_key_is_bounded(string key, string problem) => Assert.Contains(
        problem, await ProblemOfAsync(bag => bag.Set(key, 1)), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_too_long_or_no_JSON_is_refused_with_a_sentence()
    {
        Assert.Contains(
            "65538 bytes under 'k', and 65536 is the limit", await ProblemOfAsync(bag => bag.Set("k", new string('x', 65536))),
            StringComparison.Ordinal);
        Assert.Contains("which is no JSON", await ProblemOfAsync(bag => bag.Set("k", typeof(int))), StringComparison.Ordinal);
        Assert.Contains("'xxxxxxxxxxxxxxxxxxxx…' is no key", await ProblemOfAsync(bag => bag.Remove(new string('x', 101))), StringComparison.Ordinal);
        Assert.Contains("more than 100 values", await ProblemOfAsync(bag => Enumerable.Range(0, 101).ToList().ForEach(i => bag.Set($"{i}", i))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_has_returned_changes_nothing_more()
    {
        IStateBag? bag = null;
        var bot = ScriptedBot.Harness((message, context, ct) =>
        {
            bag = context.State.OfBot;
            return Task.CompletedTask;
        });
        await bot.ReceiveAsync(Sample.Message("a"), TestTimeout.Token);

        Assert.Throws<InvalidOperationException>(() => bag!.Set("late", 1));
    }

    private static async Task<string> ProblemOfAsync(Action<IStateBag> act)
    {
        var bot = ScriptedBot.Harness((message, context, ct) =>
        {
            act(context.State.OfBot);
            return Task.CompletedTask;
        });
        return (await Assert.ThrowsAsync<StateException>(() => bot.ReceiveAsync(Sample.Message("a"), TestTimeout.Token))).Message;
    }

    private sealed record Plain(string Name);

    private sealed record Versioned(string FullName) : IVersionedState<Versioned>
    {
        public static int Version => 2;

        public static Versioned? Migrate(int version, JsonElement json) =>
            version < 2 ? new Versioned(json.GetProperty("name").GetString() + " Other") : null;
    }

    private sealed record Newest(string Name) : IVersionedState<Newest>
    {
        public static int Version => 3;
    }
}
