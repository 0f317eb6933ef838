using BotPlatform.Chaos.Soak;

namespace BotPlatform.Chaos.Tests.Soak;

public sealed class FlatnessTests
{
    [Fact]
    public void What_only_goes_up_and_down_is_flat() =>
        Assert.True(Flatness.IsFlat(Line(i => 150 + (20 * Math.Sin(i))), negligible: 16));

    [Fact]
    public void What_grows_slowly_and_steadily_under_its_ups_and_downs_is_not_flat() =>
        Assert.False(Flatness.IsFlat(Line(i => 150 + (0.1 * i) + (20 * Math.Sin(i))), negligible: 16));

    [Fact]
    public void A_few_outliers_are_no_growth() =>
        Assert.True(Flatness.IsFlat(Line(i => i > 590 ? 10_000 : 150), negligible: 16));

    [Fact]
    public void The_warm_up_is_no_growth() =>
        Assert.True(Flatness.IsFlat(Line(i => Math.Min(100 + i, 200)), negligible: 16));

    [Fact]
    public void A_queue_that_is_nearly_empty_may_hold_a_little_more() =>
        Assert.True(Flatness.IsFlat(Line(i => i / 10.0), negligible: 500));

    [Fact]
    public void Growth_is_told_in_the_unit_of_what_is_measured() =>
        Assert.Equal(0.5 * 479, Flatness.Growth(Line(i => 150 + (0.5 * i))), precision: 6);

    [Fact]
    public void A_handful_of_samples_is_refused() =>
        Assert.Throws<ArgumentException>(() => Flatness.Growth([.. Line(i => i).Take(9)]));

    private static List<(double Seconds, double Value)> Line(Func<int, double> value) =>
        [.. Enumerable.Range(0, 600).Select(i => ((double)i, value(i)))];
}
