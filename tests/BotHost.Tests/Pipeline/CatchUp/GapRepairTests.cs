using System.Diagnostics.Metrics;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Cursors;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Tests.Pipeline.CatchUp;

/// <summary>The repair of one account by a clock of its own, on a real database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class GapRepairTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Beginning = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Databases _databases;
    private readonly ManualClock _clock = new(Beginning);
    private readonly FakeHistory _history = new();
    private readonly List<string> _accepted = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly OpenGaps _open;
    private GroupCommit _commit = null!;
    private CursorStore _store = null!;
    private Task _running = Task.CompletedTask;

    public GapRepairTests(Databases databases)
    {
        _databases = databases;
        _open = new OpenGaps(_services.GetRequiredService<IMeterFactory>());
    }

    public async Task InitializeAsync()
    {
        var database = await _databases.MigratedAsync(DatabaseKind.Sqlite);
        _commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        _commit.Start();
        _store = new CursorStore(database, _commit);
    }

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await _commit.DisposeAsync();
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task It_begins_a_little_before_the_place_that_is_safe()
    {
        await SafeSinceAsync(TimeSpan.FromHours(3));

        await StartAsync(new CatchUpOptions());

        Assert.Equal(_clock.GetUtcNow().AddHours(-3).AddMinutes(-2), await _history.NextAskedAsync());
    }

    [Fact]
    public async Task It_goes_no_further_back_than_it_may()
    {
        await SafeSinceAsync(TimeSpan.FromDays(3));

        await StartAsync(new CatchUpOptions { MaxAge = TimeSpan.FromHours(6) });

        Assert.Equal(_clock.GetUtcNow().AddHours(-6), await _history.NextAskedAsync());
    }

    [Fact]
    public async Task It_never_reads_what_may_have_been_forgotten_so_that_nothing_is_handled_twice()
    {
        await SafeSinceAsync(TimeSpan.FromDays(3));

        await StartAsync(
            new CatchUpOptions { MaxAge = TimeSpan.FromDays(2), Overlap = TimeSpan.FromMinutes(5) }, rememberFor: TimeSpan.FromHours(1));

        Assert.Equal(_clock.GetUtcNow().AddMinutes(-55), await _history.NextAskedAsync());
    }

    [Fact]
    public async Task What_is_safe_is_written_down_every_few_seconds()
    {
        await SafeSinceAsync(TimeSpan.FromHours(1));
        var repair = await StartAsync(new CatchUpOptions());
        var first = Sample.Message("hello").At(_clock.GetUtcNow().AddMinutes(-2));
        var second = Sample.Message("hello").At(_clock.GetUtcNow().AddMinutes(-1));

        var (firstIsSafe, secondIsSafe) = (repair.Follow(first), repair.Follow(second));
        secondIsSafe();
        await TickAsync();
        Assert.Equal(Beginning.AddHours(-1), (await _store.FindAsync(Sample.Account, TestTimeout.Token))!.SafeUntil);
        firstIsSafe();
        await UntilSavedAsync(second.Origin.OccurredAt);
    }

    [Fact]
    public async Task An_open_gap_holds_the_place_back_until_it_is_repaired()
    {
        await SafeSinceAsync(TimeSpan.FromHours(1));
        var mayRead = new TaskCompletionSource();
        _history.OnRead = token => mayRead.Task.WaitAsync(token);
        _history.Events = [Sample.Message("hello").At(_clock.GetUtcNow().AddMinutes(-30))];
        var repair = Start(new CatchUpOptions { HoldFor = TimeSpan.FromSeconds(10) });
        var holding = repair.RepairAsync(_stopping.Token);
        await _history.NextAskedAsync();
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), holding);
        var live = Sample.Message("hello").At(_clock.GetUtcNow());

        repair.Follow(live)();
        await TickAsync();
        Assert.Equal(Beginning.AddHours(-1), (await _store.FindAsync(Sample.Account, TestTimeout.Token))!.SafeUntil);
        mayRead.SetResult();

        await UntilSavedAsync(live.Origin.OccurredAt);
        Assert.Single(_accepted);
    }

    [Fact]
    public async Task A_history_that_fails_is_asked_again_after_growing_waits_while_live_events_go_on()
    {
        await SafeSinceAsync(TimeSpan.FromHours(1));
        _history.OnRead = _ => throw new ConnectorException("The service is down.");
        var repair = Start(new CatchUpOptions { HoldFor = TimeSpan.FromSeconds(30) });

        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), repair.RepairAsync(_stopping.Token));
        Assert.Equal(Sample.Account, Assert.Single(_open.All).Key);
        _history.OnRead = _ => Task.CompletedTask;
        _history.Events = [Sample.Message("hello").At(_clock.GetUtcNow())];
        var repaired = new TaskCompletionSource();
        _history.OnEnd = _ =>
        {
            repaired.SetResult();
            return Task.CompletedTask;
        };

        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), repaired.Task);
        Assert.Single(_accepted);
    }

    [Fact]
    public async Task A_gap_in_the_first_moments_of_a_new_account_is_read_from_its_beginning_on()
    {
        var repair = Start(new CatchUpOptions(), isReady: false);
        var start = repair.RepairAsync(_stopping.Token);
        var gap = repair.RepairAsync(_stopping.Token);

        repair.Ready();
        await Task.WhenAll(start, gap).WaitAsync(TestTimeout.Token);

        Assert.Equal(Beginning, await _history.NextAskedAsync());
        Assert.Empty(_open.All);
    }

    [Fact]
    public async Task A_history_that_is_refused_just_when_live_events_go_on_stays_told()
    {
        await SafeSinceAsync(TimeSpan.FromHours(1));
        var refuse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _history.OnRead = async token =>
        {
            await refuse.Task.WaitAsync(token);
            throw new ConnectorRefusedException("The password is wrong.", "not-authorized");
        };
        var goingOn = new Reaction("goes on", () =>
        {
            refuse.SetResult();
            var limit = TestTimeout.Token;
            while (_open.All.Count == 0)
            {
                limit.ThrowIfCancellationRequested();
            }
        });
        var repair = Start(new CatchUpOptions { HoldFor = TimeSpan.Zero }, logger: goingOn);

        await repair.RepairAsync(_stopping.Token).WaitAsync(TestTimeout.Token);

        Assert.Single(_open.All);
    }

    private async Task SafeSinceAsync(TimeSpan ago) => await _store.SaveAsync(
        Sample.Account, new Cursor(_clock.GetUtcNow().AddYears(-1), _clock.GetUtcNow() - ago), TestTimeout.Token);

    /// <summary>Repairs what was missed before the start.</summary>
    private async Task<GapRepair> StartAsync(CatchUpOptions options, TimeSpan? rememberFor = null)
    {
        var repair = Start(options, rememberFor);
        await repair.RepairAsync(_stopping.Token).WaitAsync(TestTimeout.Token);
        return repair;
    }

    private GapRepair Start(CatchUpOptions options, TimeSpan? rememberFor = null, bool isReady = true, ILogger<GapRepair>? logger = null)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        var repairs = new GapRepairs(
            _store, _open, new HostMetrics(meters), Options.Create(options),
            Options.Create(new StorageOptions { RememberFor = rememberFor ?? TimeSpan.FromDays(7) }), _clock,
            logger ?? NullLogger<GapRepair>.Instance);
        var network = new FakeNetwork { History = _history };
        var repair = repairs.For(network.Create(Sample.Account), AcceptAsync)!;
        if (isReady)
        {
            repair.Ready();
        }

        _running = repair.RunAsync(_stopping.Token);
        return repair;
    }

    private Task AcceptAsync(IAccountEvent happened, Action? taken)
    {
        _accepted.Add(happened.Origin.EventId);
        taken?.Invoke();
        return Task.CompletedTask;
    }

    // Two rounds: what the first one began is written when the second one begins.
    private async Task TickAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            await _clock.WaitForTimersAsync(1, TestTimeout.Token);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task UntilSavedAsync(DateTimeOffset until)
    {
        var limit = TestTimeout.Token;
        while ((await _store.FindAsync(Sample.Account, limit))!.SafeUntil != until)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Does something at the very moment at which a line is logged.</summary>
    private sealed class Reaction(string words, Action react) : ILogger<GapRepair>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(words, StringComparison.Ordinal))
            {
                react();
            }
        }
    }
}
