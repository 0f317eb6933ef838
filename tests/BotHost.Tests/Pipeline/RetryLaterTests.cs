using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotSdk;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class RetryLaterTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(86_400, 10)]
    public void A_bot_is_called_again_when_it_wishes_but_no_later_than_the_longest_wait(double wished, double expected) =>
        Assert.Equal(expected, Delay(new RetryLaterException("Not yet.", TimeSpan.FromSeconds(wished))).TotalSeconds);

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public void A_wish_for_at_once_is_answered_as_usual(double wished) =>
        Assert.InRange(Delay(new RetryLaterException("Now.", TimeSpan.FromSeconds(wished))).TotalSeconds, 0.5, 1);

    [Fact]
    public void Other_failures_wait_as_usual() => Assert.InRange(Delay(new InvalidOperationException()).TotalSeconds, 0.5, 1);

    private static TimeSpan Delay(Exception error) => BotRunner.DelayAfter(
        error, 0, new BusOptions { RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(10) });
}
