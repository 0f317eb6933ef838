using System.Threading.Channels;
using BotPlatform.BotHost.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Leases;

public sealed class SoleHolderTests : IDisposable
{
    private static readonly string[] Accounts = ["100", "105"];

    private readonly ManualClock _clock = new();
    private readonly FakeLeases _leases;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<LeaseTerm> _begun = Channel.CreateUnbounded<LeaseTerm>();

    public SoleHolderTests() => _leases = new FakeLeases(_clock);

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task It_holds_everything_until_it_stops_and_the_next_process_has_the_next_epoch()
    {
        for (var process = 1; process <= 2; process++)
        {
            using var stopping = new CancellationTokenSource();
            var running = Run($"{process}", stopping.Token);
            LeaseTerm[] terms = [await NextTermAsync(), await NextTermAsync()];
            _clock.Advance(TimeSpan.FromDays(1));

            Assert.Equal(Accounts.ToHashSet(), terms.Select(term => term.Name).ToHashSet());
            Assert.All(terms, term => Assert.Equal((process, true), (term.Epoch, term.IsHeld)));
            await stopping.CancelAsync();
            await running.WaitAsync(TestTimeout.Token);
            Assert.All(terms, term => Assert.Equal((TermEnd.Stopping, false), (term.End!.Value, term.IsHeld)));
        }
    }

    [Fact]
    public async Task It_waits_for_the_lease_of_a_host_of_several_to_run_out()
    {
        await _leases.TryTakeAsync(new HostIdentity("other", "other"), Accounts[0], TimeSpan.FromSeconds(10), TestTimeout.Token);
        var running = Run("sole", _stopping.Token);
        Assert.Equal(Accounts[1], (await NextTermAsync()).Name);

        var next = NextTermAsync().AsTask();
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), next);

        Assert.Equal((Accounts[0], 2), ((await next).Name, (await next).Epoch));
        await _stopping.CancelAsync();
        await running.WaitAsync(TestTimeout.Token);
    }

    private Task Run(string name, CancellationToken stopping) =>
        new SoleHolder(_leases, new HostIdentity(name, name), _clock, NullLogger<SoleHolder>.Instance).RunAsync(
            Accounts,
            async term =>
            {
                _begun.Writer.TryWrite(term);
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, term.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            },
            stopping);

    private ValueTask<LeaseTerm> NextTermAsync() => _begun.Reader.ReadAsync(TestTimeout.Token);
}
