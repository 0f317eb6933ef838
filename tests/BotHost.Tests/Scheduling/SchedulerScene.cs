using System.Collections.Concurrent;
using System.Threading.Channels;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Scheduling;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>The scheduler of a host on a database, and a job that tells of its runs.</summary>
internal sealed class SchedulerScene : IAsyncDisposable, IScheduledJob
{
    public const string Group = "test";

    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(100);

    private readonly ServiceProvider _services;
    private readonly Channel<DueRun> _runs = Channel.CreateUnbounded<DueRun>();
    private readonly ConcurrentDictionary<DueRun, int> _underWay = [];
    private readonly TimeProvider _time;
    private bool _isStopped;

    private SchedulerScene(Database database, TimeProvider time, bool isShared, string[] settings)
    {
        _time = time;
        var configuration = new ConfigurationBuilder()
            .AddCommandLine(
            [
                $"--Storage:Provider={(database is BotHost.Storage.Postgres.PostgresDatabase ? "Postgres" : "Sqlite")}",
                $"--Bus:Transport={(isShared ? "RabbitMq" : "InMemory")}", .. settings,
            ])
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time)
            .AddSingleton(database)
            .AddSingleton(HostIdentity.OfThisProcess())
            .AddSingleton(new Deployment(isShared))
            .AddScheduling(configuration)
            .AddKeyedSingleton<IScheduledJob>(Group, this)
            .BuildServiceProvider();
    }

    /// <summary>What else the job does with a run.</summary>
    public Func<DueRun, CancellationToken, Task> Act { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>How many runs were under way at the same time, at most.</summary>
    public int MostAtOnce { get; private set; }

    public JobSchedules Schedules => _services.GetRequiredService<JobSchedules>();

    public SchedulerHost Host => _services.GetRequiredService<SchedulerHost>();

    public static async Task<SchedulerScene> StartAsync(Database database, TimeProvider time, bool isShared = false, params string[] settings)
    {
        var scene = await BeginAsync(database, time, isShared, settings);
        await scene.Host.Scheduler.WaitAsync(TestTimeout.Token);
        return scene;
    }

    /// <summary>The same without waiting until it runs.</summary>
    public static async Task<SchedulerScene> BeginAsync(Database database, TimeProvider time, bool isShared = false, params string[] settings)
    {
        var scene = new SchedulerScene(database, time, isShared, settings);
        await scene.Host.StartAsync(TestTimeout.Token);
        return scene;
    }

    public async Task RunAsync(DueRun run, CancellationToken cancellationToken)
    {
        _underWay.TryAdd(run, 0);
        MostAtOnce = Math.Max(MostAtOnce, _underWay.Count);
        try
        {
            await Act(run, cancellationToken);
            _runs.Writer.TryWrite(run);
        }
        finally
        {
            _underWay.TryRemove(run, out _);
        }
    }

    public Task<DateTimeOffset?> SetAsync(string id, AnnouncementSchedule schedule, DateTimeOffset? since = null) =>
        Schedules.SetAsync(Group, id, schedule, since, TestTimeout.Token);

    /// <summary>The next run, after a manual clock was moved to a time, from which it goes on slowly, so that nothing is late.</summary>
    public async Task<DateTimeOffset> NextAsync(DateTimeOffset? at = null)
    {
        var next = _runs.Reader.ReadAsync(TestTimeout.Token).AsTask();
        if (_time is ManualClock clock)
        {
            clock.Advance(at > clock.GetUtcNow() ? at.Value - clock.GetUtcNow() : TimeSpan.Zero);
            await Until.TrueAsync(() =>
            {
                clock.Advance(next.IsCompleted ? TimeSpan.Zero : Slowly);
                return next.IsCompleted;
            });
        }

        return (await next).DueAt;
    }

    /// <summary>Runs that nobody has asked for.</summary>
    public IReadOnlyList<DueRun> Rest()
    {
        var rest = new List<DueRun>();
        while (_runs.Reader.TryRead(out var run))
        {
            rest.Add(run);
        }

        return rest;
    }

    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Host.StopAsync(TestTimeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
