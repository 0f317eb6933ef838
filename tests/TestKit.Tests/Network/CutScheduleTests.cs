using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Tests.Network;

public sealed class CutScheduleTests
{
    [Fact]
    public void The_same_seed_gives_the_same_cuts_and_every_kind_of_them()
    {
        var first = new CutSchedule(count: 50, minBytes: 100, maxBytes: 5000);
        var second = new CutSchedule(count: 50, minBytes: 100, maxBytes: 5000, seed: first.Seed);

        var cuts = All(first);

        Assert.Equal(cuts, All(second));
        Assert.Equal(50, cuts.Count);
        Assert.All(cuts, c => Assert.InRange(c.AfterBytes, 100, 5000));
        Assert.Equal(2, cuts.DistinctBy(c => c.Direction).Count());
        Assert.Equal(2, cuts.DistinctBy(c => c.Kind).Count());
    }

    [Fact]
    public void It_prints_what_is_needed_to_repeat_it() =>
        Assert.Equal("50 cuts after 100 to 5000 bytes, seed 42", new CutSchedule(50, 100, 5000, seed: 42).ToString());

    private static List<PlannedCut> All(CutSchedule schedule)
    {
        var cuts = new List<PlannedCut>();
        while (schedule.Next() is { } cut)
        {
            cuts.Add(cut);
        }

        return cuts;
    }
}
