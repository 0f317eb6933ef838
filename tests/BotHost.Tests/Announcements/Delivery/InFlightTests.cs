using BotPlatform.BotHost.Announcements.Delivery;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

public sealed class InFlightTests
{
    [Fact]
    public void There_is_room_again_when_half_of_them_are_finished()
    {
        var window = new InFlight(4);
        foreach (var command in new[] { "a", "b", "c", "d" })
        {
            window.Add(command, 1);
        }

        Assert.Equal(0, window.Room);
        Assert.False(window.Remove("a"));
        Assert.Equal(0, window.Room);
        Assert.False(window.Remove("unknown"));
        Assert.True(window.Remove("b"));
        Assert.Equal(2, window.Room);
        Assert.False(window.Remove("c"));
        Assert.True(window.Remove("d"));
        Assert.Equal(4, window.Room);
    }

    [Fact]
    public void It_is_known_which_runs_are_on_their_way()
    {
        var window = new InFlight(1);
        window.Add("a", 1);

        Assert.Equal((true, false), (window.HasAny(1), window.HasAny(2)));
        window.Replace([("b", 2), ("c", 2)]);
        Assert.Equal((false, true, 2, 0), (window.HasAny(1), window.HasAny(2), window.Count, window.Room));
    }
}
