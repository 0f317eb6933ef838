using BotPlatform.BotHost.Announcements.Configured;

namespace BotPlatform.BotHost.Tests.Announcements.Configured;

public sealed class AttemptsTests
{
    [Fact]
    public async Task One_that_fails_is_named_once_and_is_left_until_it_succeeds()
    {
        using var logs = new Logs();
        var attempts = new Attempts("be settled", new ManualClock(), logs);

        Assert.False(await TryAsync("bad", succeeds: false));
        Assert.True(await TryAsync("good", succeeds: true));
        Assert.False(await TryAsync("bad", succeeds: false));
        Assert.Equal((true, true, false), (attempts.AreLeft, attempts.IsLeft("bad"), attempts.IsLeft("good")));
        Assert.True(await TryAsync("bad", succeeds: true));

        Assert.False(attempts.AreLeft);
        Assert.Equal(
            [
                "Warning: The announcement bad cannot be settled now; trying again: It broke.",
                "Information: The announcement bad can be settled again.",
            ],
            logs.Lines.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal)));

        Task<bool> TryAsync(string name, bool succeeds) => attempts.TryAsync(
            name,
            _ => succeeds ? Task.CompletedTask : Task.FromException(new InvalidOperationException("It broke.")),
            TestTimeout.Token);
    }
}
