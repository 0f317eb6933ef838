using BotPlatform.BotHost.Pipeline.CatchUp;

namespace BotPlatform.BotHost.Tests.Pipeline.CatchUp;

public sealed class SafePrefixTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SafePrefix _prefix = new();

    [Fact]
    public void What_is_safe_behind_something_that_is_not_does_not_count()
    {
        var first = _prefix.Add(Noon);
        var second = _prefix.Add(Noon.AddSeconds(1));
        var third = _prefix.Add(Noon.AddSeconds(2));

        second();
        Assert.Equal(DateTimeOffset.MinValue, _prefix.Until);
        first();
        Assert.Equal(Noon.AddSeconds(1), _prefix.Until);
        third();
        Assert.Equal(Noon.AddSeconds(2), _prefix.Until);
    }

    [Fact]
    public void An_event_without_a_time_must_be_safe_too()
    {
        var typing = _prefix.Add(null);
        _prefix.Add(Noon)();

        Assert.Equal(DateTimeOffset.MinValue, _prefix.Until);
        typing();
        Assert.Equal(Noon, _prefix.Until);
    }

    [Fact]
    public void It_never_goes_back()
    {
        _prefix.Add(Noon)();
        _prefix.Add(Noon.AddMinutes(-5))();
        _prefix.Reach(Noon.AddMinutes(-1));

        Assert.Equal(Noon, _prefix.Until);
    }
}
