using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Conversations;

/// <summary>A conversation that waits for what becomes of its messages.</summary>
public sealed class AwaitedSendTests
{
    private static readonly ConversationOptions Awaits = new() { AwaitsFates = true };

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task It_goes_on_when_the_network_has_the_message_also_after_a_deploy()
    {
        var bot = Harness(SendFate.Sent);
        await bot.ReceiveAsync(Sample.Message("!order"), TestTimeout.Token);
        var sent = Assert.Single(bot.Sent);

        var next = bot.Deploy(new Talker(TalkOf(SendFate.Sent), Awaits));
        await next.ReceiveAsync(Sample.Sent(sent), TestTimeout.Token);
        await next.ReceiveAsync(Sample.Sent(sent), TestTimeout.Token);

        Assert.False(sent.IsMarkable);
        Assert.Equal(["It is Sent.", "And now?"], next.Sent.Select(one => one.Text));
    }

    [Theory]
    [InlineData(SendFate.Delivered)]
    [InlineData(SendFate.Read)]
    public async Task It_goes_on_when_somebody_has_it_and_hears_of_that_before_the_network_has_said_so(SendFate until)
    {
        foreach (var isEarly in new[] { false, true })
        {
            var bot = Harness(until);
            await bot.ReceiveAsync(Sample.Message("!order"), TestTimeout.Token);
            var sent = Sample.Sent(Assert.Single(bot.Sent));
            Assert.True(bot.Sent[0].IsMarkable);
            List<IAccountEvent> events = [sent, Sample.Delivered(sent.MessageId), Sample.Read(sent.MessageId)];
            if (isEarly)
            {
                events.Reverse();
            }

            var heard = new List<int>();
            foreach (var one in events)
            {
                await bot.ReceiveAsync(one, TestTimeout.Token);
                heard.Add(bot.Sent.Count - 1);
            }

            Assert.Equal([$"It is {until}.", "And now?"], bot.Sent.Skip(1).Select(one => one.Text));
            Assert.Equal(isEarly ? [0, 0, 2] : until == SendFate.Read ? [0, 0, 2] : [0, 2, 2], heard);
        }
    }

    [Fact]
    public async Task What_was_refused_tells_so_and_markers_of_other_messages_tell_nothing()
    {
        var bot = Harness(SendFate.Read);
        await bot.ReceiveAsync(Sample.Message("!order"), TestTimeout.Token);

        await bot.ReceiveAsync(Sample.Read("another"), TestTimeout.Token);
        var before = bot.Sent.Count;
        await bot.ReceiveAsync(Sample.Failed(bot.Sent[0]), TestTimeout.Token);

        Assert.Equal(1, before);
        Assert.Equal("It is Refused.", bot.Sent[1].Text);
    }

    [Fact]
    public async Task It_waits_no_longer_than_it_wants_and_what_comes_later_is_nothing()
    {
        var bot = Harness(SendFate.Read);
        await bot.ReceiveAsync(Sample.Message("!order"), TestTimeout.Token);
        var sent = Sample.Sent(bot.Sent[0]);
        await bot.ReceiveAsync(sent, TestTimeout.Token);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Read(sent.MessageId), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("this"), TestTimeout.Token);

        Assert.Equal(["Hello.", "It is TimedOut.", "And now?", "this it is"], bot.Sent.Select(one => one.Text));
    }

    [Fact]
    public async Task What_the_user_writes_meanwhile_is_handled_like_any_other_message_and_cancel_ends_it()
    {
        var bot = Harness(SendFate.Sent);
        foreach (var text in new[] { "!order", "well?", "!ping", "!cancel" })
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }

        await bot.ReceiveAsync(Sample.Sent(bot.Sent[0]), TestTimeout.Token);

        Assert.Equal(["Hello.", "handled well?", "pong", "Cancelled."], bot.Sent.Select(one => one.Text));
        Assert.Empty(bot.Scheduled);
    }

    [Fact]
    public async Task A_conversation_that_does_not_say_that_it_waits_cannot_wait()
    {
        var bot = new BotHarness<Talker>(new Talker(TalkOf(SendFate.Sent)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.Message("!order"), TestTimeout.Token));

        Assert.Contains("set AwaitsFates", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(MessageSent), bot.Catalog.Bots[0].Events);
    }

    private static ConversationHandler TalkOf(SendFate until) => async talk =>
    {
        var fate = await talk.SayAndWaitAsync("Hello.", until, TimeSpan.FromMinutes(1));
        await talk.SayAsync($"It is {fate}.");
        await talk.SayAsync($"{await talk.AskAsync<string>("And now?")} it is");
    };

    private BotHarness<Talker> Harness(SendFate until) => new(new Talker(TalkOf(until), Awaits)) { Time = _clock };
}
