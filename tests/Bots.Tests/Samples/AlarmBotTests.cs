using BotPlatform.BotSdk.Testing;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class AlarmBotTests
{
    private readonly ManualClock _clock = new();
    private readonly BotHarness<AlarmBot> _bot;

    public AlarmBotTests() => _bot = new(new AlarmBot()) { Time = _clock };

    [Fact]
    public async Task Calls_nobody_when_the_alarm_is_read()
    {
        await _bot.ReceiveAsync(Sample.Message("fire"));
        var sent = Sample.Sent(_bot.Sent[0]);

        await _bot.ReceiveAsync(sent);
        await _bot.ReceiveAsync(Sample.Read(sent.MessageId));

        Assert.Single(_bot.Sent);
        Assert.Empty(_bot.Scheduled);
    }

    [Fact]
    public async Task Calls_the_fire_brigade_when_nobody_reads_it()
    {
        await _bot.ReceiveAsync(Sample.Message("fire"));

        _clock.Advance(TimeSpan.FromMinutes(5));
        await _bot.ReceiveDueAsync();

        Assert.Equal("Nobody has read it (TimedOut).", _bot.Sent[1].Text);
    }
}
