using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Tests.Waiting;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 1.0, 0.5)]
    [InlineData(0, 0.0, 0.25)]
    [InlineData(1, 1.0, 1)]
    [InlineData(3, 1.0, 4)]
    [InlineData(3, 0.5, 3)]
    [InlineData(20, 1.0, 60)]
    [InlineData(int.MaxValue, 1.0, 60)]
    public void Waits_double_up_to_the_limit_and_chance_halves_them_at_most(int attempt, double chance, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            new Backoff(TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(1)).Delay(attempt, chance));
}
