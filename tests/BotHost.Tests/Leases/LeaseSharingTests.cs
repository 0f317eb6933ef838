using BotPlatform.BotHost.Leases;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>How several hosts share the accounts.</summary>
public sealed class LeaseSharingTests : IAsyncLifetime
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(10);
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    private readonly ManualClock _clock = new();
    private readonly FakeLeases _leases;
    private readonly List<FakeHost> _hosts = [];

    public LeaseSharingTests() => _leases = new FakeLeases(_clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public void A_host_that_is_alone_holds_everything_at_once()
    {
        var host = Start("a", Ten);

        Assert.Equal(Ten.ToHashSet(), host.Accounts.ToHashSet());
    }

    [Fact]
    public void A_host_that_comes_gets_its_share_and_nothing_moves_afterwards()
    {
        var first = Start("a", Ten);
        var second = Start("b", Ten);
        Turns(2);
        Assert.Equal((5, 5), (first.Acting.Count, second.Acting.Count));

        var third = Start("c", Ten);
        Turns(3);
        var before = Epochs();
        Turns(50);

        Assert.All(_hosts, host => Assert.InRange(host.Acting.Count, 2, 4));
        Assert.Equal(Ten.ToHashSet(), _hosts.SelectMany(host => host.Accounts).ToHashSet());
        Assert.Equal(before, Epochs());
        Assert.NotEmpty(third.Acting);
    }

    [Fact]
    public void The_share_of_a_host_that_dies_goes_to_the_others()
    {
        var (first, second) = (Start("a", Ten), Start("b", Ten));
        Turns(3);

        first.Kill();
        Advance(TimeToLive + Turn);

        Assert.Equal(Ten.ToHashSet(), second.Accounts.ToHashSet());
    }

    [Fact]
    public async Task The_share_of_a_host_that_leaves_goes_to_the_others_in_the_next_turn()
    {
        var (first, second) = (Start("a", Ten), Start("b", Ten));
        Turns(3);

        await first.LeaveAsync();
        Turns(1);

        Assert.Equal(Ten.ToHashSet(), second.Accounts.ToHashSet());
    }

    [Fact]
    public void What_is_given_back_is_finished_before_another_host_begins()
    {
        var first = Start("a", Ten);
        var terms = first.Acting;
        var finishing = new TaskCompletionSource();
        first.Finishing = finishing.Task;

        var second = Start("b", Ten);
        Turns(20);
        Assert.Equal(5, terms.Count(term => term.End == TermEnd.GivenBack));
        Assert.All(terms, term => Assert.True(term.IsHeld));
        Assert.Empty(second.Acting);
        Inline.Run(finishing.SetResult);
        Turns(1);

        Assert.Equal((5, 5), (first.Acting.Count, second.Acting.Count));
    }

    [Fact]
    public async Task A_host_that_comes_and_goes_moves_no_more_than_its_share_each_time()
    {
        var steady = Start("a", Ten);
        Turns(1);
        for (var i = 0; i < 5; i++)
        {
            var before = Epochs().Values.Sum();
            var flapping = Start($"b{i}", Ten);
            Turns(3);
            Assert.Equal(5, flapping.Acting.Count);
            await flapping.LeaveAsync();
            Turns(2);

            Assert.Equal(10, steady.Acting.Count);
            Assert.Equal(before + 10, Epochs().Values.Sum()); // five went and came back
        }
    }

    [Fact]
    public void A_way_to_the_database_that_comes_and_goes_moves_nothing()
    {
        Start("a", Ten);
        Start("b", Ten);
        Turns(3);
        var before = Epochs();

        for (var i = 0; i < 30; i++)
        {
            _hosts[i % 2].Link = Link.Cut;
            Turns(2);
            _hosts[i % 2].Link = Link.Works;
            Turns(1);
        }

        Assert.Equal(before, Epochs());
    }

    [Fact]
    public void An_account_that_only_one_of_them_knows_is_held_by_it_beyond_its_share()
    {
        var first = Start("a", Ten);
        var second = Start("b", Ten[..4]);
        Turns(10);

        Assert.Equal(Ten.ToHashSet(), _hosts.SelectMany(host => host.Accounts).ToHashSet());
        Assert.InRange(second.Acting.Count, 0, 4);
        var before = Epochs();
        Turns(50);
        Assert.Equal(before, Epochs());
        Assert.Equal(10 - second.Acting.Count, first.Acting.Count);
    }

    [Fact]
    public void A_host_knows_the_name_of_the_other_one_that_holds_an_account_as_long_as_it_hears_of_it()
    {
        var (first, second) = (Start("a", Ten[0]), Start("b", Ten[0]));
        Assert.Equal((null, "a"), (first.Keeper.OtherHolderOf(Ten[0]), second.Keeper.OtherHolderOf(Ten[0])));

        second.Link = Link.Cut;
        Advance(TimeToLive);

        Assert.Null(second.Keeper.OtherHolderOf(Ten[0]));
    }

    private FakeHost Start(string name, params string[] accounts)
    {
        var host = new FakeHost(_leases, _clock, name);
        _hosts.Add(host);
        return host.Start(accounts);
    }

    private void Advance(TimeSpan by) => Inline.Run(() => _clock.Advance(by));

    private void Turns(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Advance(Turn);
        }
    }

    private SortedDictionary<string, long> Epochs() => new(
        _hosts.SelectMany(host => host.Acting).ToDictionary(term => term.Name, term => term.Epoch), StringComparer.Ordinal);
}
