using BotPlatform.Chaos.Cells;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Tests.Cells;

public sealed class StrikesTests
{
    [Fact]
    public async Task It_goes_wrong_as_often_as_planned_and_never_twice_at_the_same_time()
    {
        var (running, most) = (0, 0);
        var strikes = new Strikes(5, answers: 600, new Random(1), async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        for (var answered = 1; answered <= 600; answered++)
        {
            strikes.Answered(answered);
            await strikes.EndAsync().WaitAsync(TestTimeout.Token);
        }

        Assert.Equal((5, 5, 1), (strikes.Planned, strikes.Done, most));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_points()
    {
        Assert.Equal(await PointsAsync(7), await PointsAsync(7));
        Assert.NotEqual(await PointsAsync(7), await PointsAsync(8));
    }

    private static async Task<List<int>> PointsAsync(int seed)
    {
        var (points, now) = (new List<int>(), 0);
        var strikes = new Strikes(5, answers: 600, new Random(seed), () =>
        {
            points.Add(now);
            return Task.CompletedTask;
        });
        for (now = 1; now <= 600; now++)
        {
            strikes.Answered(now);
            await strikes.EndAsync().WaitAsync(TestTimeout.Token);
        }

        return points;
    }
}
