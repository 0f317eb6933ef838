using BotPlatform.BotHost.Leases;
using Xunit.Abstractions;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>
/// Several hosts, to which everything happens at random. The same seed makes the same schedule: LEASE_SEED repeats a failing run.
/// </summary>
public sealed class LeaseScheduleTests(ITestOutputHelper output)
{
    private const int Schedules = 60;
    private const int Steps = 400;
    private const int MostHosts = 4;

    private static readonly LeaseOptions Options = new();
    private static readonly string[] Accounts = [.. Enumerable.Range(0, 5).Select(i => $"{i}")];

    [Fact]
    public async Task An_account_never_has_two_holders_whatever_happens_to_the_hosts_and_has_one_when_all_is_well()
    {
        var seed = Seeds.Of("LEASE_SEED");
        output.WriteLine($"seed {seed}");
        var (terms, losses) = (0L, 0);
        for (var i = 0; i < Schedules; i++)
        {
            await using var schedule = new Schedule(seed + i);
            try
            {
                for (var step = 0; step < Steps; step++)
                {
                    await schedule.StepAsync();
                }

                schedule.Heal();
            }
            catch
            {
                output.WriteLine($"LEASE_SEED={seed + i}\n{string.Join('\n', schedule.Story)}");
                throw;
            }

            terms += schedule.Terms;
            losses += schedule.Losses;
        }

        output.WriteLine($"{terms} terms, {losses} of them lost");
        Assert.InRange(losses, 1, terms); // otherwise nothing was tested
    }

#pragma warning disable CA5394 // A schedule needs no secret randomness.
    private sealed class Schedule(int seed) : IAsyncDisposable
    {
        private readonly Random _random = new(seed);
        private readonly ManualClock _clock = new();
        private readonly List<FakeHost> _hosts = [];
        private readonly List<FakeHost> _gone = [];
        private readonly Dictionary<string, long> _epochs = [];
        private FakeLeases? _leases;
        private int _started;

        public List<string> Story { get; } = [];

        public long Terms => _epochs.Values.Sum();

        public int Losses { get; private set; }

        public async Task StepAsync()
        {
            var host = _hosts.Count == 0 ? null : _hosts[_random.Next(_hosts.Count)];
            switch (_random.Next(12))
            {
                case 0 when _hosts.Count < MostHosts:
                    Start();
                    break;
                case 1 when host is not null && _random.Next(3) == 0:
                    host.Kill();
                    Remove(host);
                    break;
                case 2 when host is { IsStopped: false, Link: Link.Works } && _random.Next(3) == 0:
                    host.AfterAsking = null;
                    Advance(Options.RenewEvery); // what hangs is given up
                    await host.LeaveAsync();
                    Remove(host);
                    break;
                case 3 when host is not null:
                    host.Stop();
                    break;
                case 4 when host is not null:
                    host.AfterAsking = host.Stop; // with the answer in its socket
                    break;
                case 5 or 6 when host is not null:
                    host.AfterAsking = null;
                    host.Continue();
                    break;
                case 7 or 8 when host is not null:
                    host.Link = (Link)_random.Next(4);
                    break;
                case 9 when host is not null:
                    host.Link = Link.Works;
                    break;
                default:
                    break;
            }

            Advance(TimeSpan.FromMilliseconds(_random.Next(1, 3_000)));
        }

        /// <summary>Everything works again: every account is held soon, and nobody has more than its share.</summary>
        public void Heal()
        {
            if (_hosts.Count == 0)
            {
                Start();
            }

            foreach (var host in _hosts)
            {
                (host.AfterAsking, host.Link) = (null, Link.Works);
                host.Continue();
            }

            for (var passed = TimeSpan.Zero; passed < (Options.TimeToLive + Options.RenewEvery) * 3; passed += Options.RenewEvery)
            {
                Advance(Options.RenewEvery);
            }

            Assert.Equal(Accounts.ToHashSet(), _hosts.SelectMany(host => host.Accounts).ToHashSet());
        }

        public async ValueTask DisposeAsync()
        {
            Inline.Run(() => _clock.Advance(Options.RenewEvery));
            foreach (var host in _hosts.Concat(_gone))
            {
                await host.DisposeAsync();
            }
        }

        private void Start()
        {
            var host = new FakeHost(_leases ??= new FakeLeases(_clock), _clock, $"host {++_started}");
            host.Begun = Begin;
            _hosts.Add(host);
            host.Start(Accounts);
        }

        private void Remove(FakeHost host)
        {
            _hosts.Remove(host);
            _gone.Add(host);
        }

        private void Begin(LeaseTerm term)
        {
            Assert.True(term.Epoch > _epochs.GetValueOrDefault(term.Name), $"epoch {term.Epoch} of {term.Name} came again");
            _epochs[term.Name] = term.Epoch;
            term.Lost.Register(() => Losses++);
            Check();
        }

        private void Advance(TimeSpan by)
        {
            Inline.Run(() => _clock.Advance(by));
            Story.Add($"{_clock.GetUtcNow():mm:ss.fff}  {string.Join("  ", _hosts)}");
            Check();
        }

        private void Check()
        {
            foreach (var holders in _hosts.SelectMany(host => host.Accounts).GroupBy(account => account))
            {
                Assert.True(holders.Count() == 1, $"Account {holders.Key} has {holders.Count()} holders.");
            }
        }
    }
#pragma warning restore CA5394
}
