using BotPlatform.BotHost.Bus;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Bus;

public sealed class LanesTests
{
    // FNV-1a of 32 bits, from its authors' test suite: a hash that changed would reorder what is under way at an upgrade.
    [Theory]
    [InlineData("", 0x811c9dc5)]
    [InlineData("a", 0xe40c292c)]
    [InlineData("foobar", 0xbf9cf968)]
    public void The_lane_is_a_hash_that_never_changes(string id, uint hash) =>
        Assert.Equal((int)(hash % 251), Lanes.Of(new DialogRef(id), 251));

    [Fact]
    public void Any_id_has_a_lane()
    {
        string[] ids = ["101", "5f0000000000000000000001", "диалог", "\ud800", new('x', 10_000)];

        Assert.All(ids, id => Assert.InRange(Lanes.Of(new DialogRef(id), 8), 0, 7));
        Assert.All(ids, id => Assert.Equal(0, Lanes.Of(new DialogRef(id), 1)));
    }

    [Fact]
    public void An_event_uses_the_lane_of_its_dialog_or_of_its_account_if_it_has_none()
    {
        Assert.Equal(Lanes.Of(Sample.Group, 251), Lanes.Of(Sample.GroupMessage("hi"), 251));
        Assert.Equal(Lanes.Of(new DialogRef(Sample.Account.Id), 251), Lanes.Of(Sample.Gap(), 251));
    }

    [Fact]
    public void Dialogs_are_spread_over_all_lanes()
    {
        var counts = Enumerable.Range(0, 8000)
            .CountBy(i => Lanes.Of(new DialogRef($"5f00000000000000{i:x8}"), 8))
            .ToDictionary();

        Assert.Equal(8, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1200));
    }
}
