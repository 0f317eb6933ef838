using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Conversations;

/// <summary>Messages that come late or again, while somebody talks.</summary>
public sealed class RepeatedMessageTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task What_was_parked_before_a_conversation_began_is_handled_as_it_would_have_been()
    {
        var bot = Harness();

        await TellAsync(bot, ("!order", 6), ("!ping", 5), ("before", 4), ("a", 7));

        Assert.Equal(["One?", "pong", "handled before", "Two?"], Texts(bot));
    }

    [Fact]
    public async Task What_was_parked_within_a_conversation_is_no_answer_and_ends_nothing_but_a_command_works()
    {
        var bot = Harness();

        await TellAsync(bot, ("!order", 1), ("a", 5), ("parked", 2), ("!cancel", 3), ("!ping", 4), ("b", 6));

        Assert.Equal(["One?", "Two?", "pong", "ab"], Texts(bot));
    }

    [Fact]
    public async Task An_answer_that_was_in_time_when_it_was_written_counts_however_late_it_comes()
    {
        var bot = Harness(TimeSpan.FromMinutes(5));
        await TellAsync(bot, ("!order", 1));
        var inTime = _clock.GetUtcNow() + TimeSpan.FromMinutes(4);

        _clock.Advance(TimeSpan.FromDays(3)); // no host ran
        await bot.ReceiveDueAsync(TestTimeout.Token);
        await bot.ReceiveAsync(Written("a", 2, inTime), TestTimeout.Token);
        Assert.Equal(["One?", "Two?"], Texts(bot));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        Assert.Equal(["One?", "Two?"], Texts(bot));
    }

    [Fact]
    public async Task A_host_that_comes_back_waits_a_minute_before_it_says_that_the_time_is_over()
    {
        var bot = Harness(TimeSpan.FromMinutes(5));
        await TellAsync(bot, ("!order", 1));

        _clock.Advance(TimeSpan.FromHours(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        Assert.Equal(["One?"], Texts(bot));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal(["One?", "That took too long, so I have ended what we were talking about."], Texts(bot));
        Assert.Empty(bot.Scheduled);
    }

    [Fact]
    public async Task A_repeated_answer_of_the_conversation_before_is_nobodys()
    {
        var bot = Harness();
        await TellAsync(bot, ("!order", 1), ("a", 2), ("b", 3), ("!order", 4));
        var before = bot.Sent.Count;

        await TellAsync(bot, ("b", 3));

        Assert.Equal(before, bot.Sent.Count);
    }

    private static MessageReceived Written(string text, long number, DateTimeOffset at)
    {
        var message = Sample.Message(text);
        return message with { Origin = message.Origin with { EventId = $"event-{number}", Sequence = number, OccurredAt = at } };
    }

    private static IEnumerable<string> Texts(BotHarness<Talker> bot) => bot.Sent.Select(sent => sent.Text);

    private BotHarness<Talker> Harness(TimeSpan? timeout = null)
    {
        var options = new ConversationOptions { Timeout = timeout ?? TimeSpan.FromDays(1) };
        return new BotHarness<Talker>(new Talker(
            async talk => await talk.SayAsync(await talk.AskAsync<string>("One?") + await talk.AskAsync<string>("Two?")), options))
        {
            Time = _clock,
        };
    }

    private async Task TellAsync(BotHarness<Talker> bot, params (string Text, long Number)[] messages)
    {
        foreach (var (text, number) in messages)
        {
            await bot.ReceiveAsync(Written(text, number, _clock.GetUtcNow()), TestTimeout.Token);
        }
    }
}
