using BotPlatform.BotHost.Leases;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>Leases of 10 s, renewed every 2 s, let go of 1 s before their end.</summary>
public sealed class LeaseKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(10);
    private const string Account = "100";

    private readonly ManualClock _clock = new();
    private readonly FakeLeases _leases;
    private readonly List<FakeHost> _hosts = [];

    public LeaseKeeperTests() => _leases = new FakeLeases(_clock);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_account_is_held_for_as_long_as_its_lease_is_renewed()
    {
        var host = Start("a", Account);

        var term = await host.NextTermAsync();
        Turns(100);

        Assert.Equal((Account, 1, true), (term.Name, term.Epoch, term.IsHeld));
        Assert.Null(term.End);
    }

    [Fact]
    public async Task Who_is_cut_off_lets_go_before_the_next_one_begins()
    {
        var (first, second) = (Start("a", Account), Start("b", Account));
        var term = await first.NextTermAsync();

        first.Link = Link.Cut;
        Advance(TimeSpan.FromSeconds(8.9));
        Assert.True(term.IsHeld);
        Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((false, TermEnd.Lost), (term.IsHeld, term.End));
        Assert.True(term.Lost.IsCancellationRequested && term.Ended.IsCancellationRequested);
        Assert.Empty(second.Acting);
        Advance(TimeToLive + Turn - TimeSpan.FromSeconds(9));
        Assert.Equal(2, Assert.Single(second.Acting).Epoch);
    }

    [Theory]
    [InlineData("Cut")]
    [InlineData("LosesAnswers")]
    [InlineData("Hangs")]
    public async Task An_account_outlives_three_renewals_that_fail(string link)
    {
        var host = Start("a", Account);
        var term = await host.NextTermAsync();

        host.Link = Enum.Parse<Link>(link);
        Turns(3);
        host.Link = Link.Works;
        Advance(Turn);
        Turns(3);

        Assert.True(term.IsHeld);
    }

    [Fact]
    public async Task The_time_counts_from_before_the_renewal_was_asked_for()
    {
        var host = Start("a", Account);
        var term = await host.NextTermAsync();

        Advance(TimeSpan.FromSeconds(1.9));
        var asked = _clock.GetTimestamp() + TimeSpan.FromSeconds(0.1).Ticks;
        Turns(1);
        host.Link = Link.Cut;
        Advance(TimeSpan.FromSeconds(9) - _clock.GetElapsedTime(asked));

        Assert.False(term.IsHeld);
    }

    [Fact]
    public async Task A_stopped_process_that_continues_does_nothing_more_for_the_account()
    {
        var (first, second) = (Start("a", Account), Start("b", Account));
        var term = await first.NextTermAsync();

        first.Stop();
        Advance(TimeToLive + Turn);
        Assert.False(term.IsHeld); // before any timer has fired
        Assert.Equal(2, Assert.Single(second.Acting).Epoch);
        first.Continue();

        Assert.Equal(TermEnd.Lost, term.End);
        Turns(10);
        Assert.Empty(first.Acting);
        Assert.Single(second.Acting);
    }

    [Fact]
    public async Task An_answer_that_a_process_reads_after_it_was_stopped_prolongs_nothing()
    {
        var host = Start("a", Account);
        var term = await host.NextTermAsync();

        Advance(Turn - TimeSpan.FromMilliseconds(1));
        host.AfterAsking = host.Stop; // the database has prolonged it, and the answer lies in the socket
        Advance(TimeSpan.FromMilliseconds(1));
        Advance(TimeSpan.FromSeconds(9));
        host.Continue();

        Assert.Equal(TermEnd.Lost, term.End);
    }

    [Fact]
    public async Task A_lease_that_was_taken_while_the_process_stood_still_is_not_begun_when_it_has_run_out()
    {
        var host = New("a");
        host.AfterAsking = () => host.AfterAsking = host.Stop; // while it takes
        host.Start([Account]);

        Advance(TimeToLive);
        host.AfterAsking = null;
        host.Continue();
        Turns(1);

        Assert.Equal(2, (await host.NextTermAsync()).Epoch);
    }

    [Fact]
    public async Task A_killed_host_is_followed_within_the_time_to_live_and_one_turn()
    {
        var first = Start("a", Account);
        await first.NextTermAsync();
        Turns(5);
        var second = Start("b", Account);

        first.Kill();
        Advance(TimeToLive + Turn);

        Assert.Equal(2, Assert.Single(second.Acting).Epoch);
    }

    [Fact]
    public async Task A_host_that_stops_gives_back_at_once_and_only_when_it_has_finished()
    {
        var (first, second) = (Start("a", Account), Start("b", Account));
        var term = await first.NextTermAsync();
        var finishing = new TaskCompletionSource();
        first.Finishing = finishing.Task;

        var leaving = first.LeaveAsync();
        Turns(20);
        Assert.Equal((TermEnd.Stopping, true), (term.End, term.IsHeld));
        Assert.Empty(second.Acting);
        finishing.SetResult();
        await leaving;
        Turns(1);

        Assert.Equal(2, Assert.Single(second.Acting).Epoch);
    }

    [Fact]
    public async Task Who_is_cut_off_while_it_finishes_is_told_that_the_account_is_lost()
    {
        var first = Start("a", Account);
        var term = await first.NextTermAsync();
        first.Finishing = new TaskCompletionSource().Task;
        var leaving = first.LeaveAsync();

        first.Link = Link.Cut;
        Advance(TimeToLive);
        await leaving;

        Assert.Equal(TermEnd.Lost, term.End);
    }

    [Fact]
    public async Task A_host_that_comes_back_to_the_database_takes_what_nobody_has_taken()
    {
        var host = Start("a", Account);
        await host.NextTermAsync();

        host.Link = Link.Cut;
        Advance(TimeSpan.FromSeconds(9));
        host.Link = Link.Works;
        Turns(1);

        Assert.Equal(2, Assert.Single(host.Acting).Epoch);
    }

    [Fact]
    public async Task A_mistake_of_the_holder_gives_the_account_back()
    {
        var host = New("a");
        host.Mistake = new InvalidOperationException("I cannot.");
        host.Start([Account]);
        await host.NextTermAsync();
        host.Mistake = null;

        Turns(1);

        Assert.Equal(2, Assert.Single(host.Acting).Epoch);
    }

    private FakeHost New(string name)
    {
        var host = new FakeHost(_leases, _clock, name);
        _hosts.Add(host);
        return host;
    }

    private FakeHost Start(string name, params string[] accounts) => New(name).Start(accounts);

    private void Advance(TimeSpan by) => Inline.Run(() => _clock.Advance(by));

    private void Turns(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Advance(Turn);
        }
    }
}
