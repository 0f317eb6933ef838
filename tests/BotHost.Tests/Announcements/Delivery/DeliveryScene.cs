using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

/// <summary>How a host is set up.</summary>
public enum SetUp
{
    /// <summary>Alone, on a file.</summary>
    Embedded,

    /// <summary>With a broker and a server.</summary>
    Production,
}

/// <summary>A host on a fake network, with short words for what is done with announcements.</summary>
internal sealed class DeliveryScene : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<TestHost> _hosts = [];
    private readonly Action<IServiceCollection>? _configure;
    private readonly string[] _settings;
    private int _runs;

    private DeliveryScene(string[] settings, FakeNetwork network, Action<IServiceCollection>? configure) =>
        (_settings, Network, _configure) = (settings, network, configure);

    public static TheoryData<SetUp> SetUps => [SetUp.Embedded, SetUp.Production];

    public FakeNetwork Network { get; }

    public TestHost Host => _hosts[0];

    public IAnnouncementStore Store => Host.Services.GetRequiredService<IAnnouncementStore>();

    public RunProgress Progress => Host.Services.GetRequiredService<RunProgress>();

    public static async Task<DeliveryScene> StartAsync(
        SetUp setUp,
        Brokers brokers,
        Databases databases,
        FakeNetwork? network = null,
        Action<IServiceCollection>? configure = null,
        params string[] settings)
    {
        string[] place = setUp == SetUp.Production ? await Brokers.SharedSettingsAsync(await brokers.NewAsync(), databases) : [];
        var scene = new DeliveryScene([.. place, "--Announcements:DialogRate=0", .. settings], network ?? new FakeNetwork(), configure);
        await scene.StartHostAsync();
        return scene;
    }

    /// <summary>Starts a host, the first one or another one on the same broker and database.</summary>
    public async Task<TestHost> StartHostAsync()
    {
        var host = await TestHost.StartAsync(Network, _configure, [TestHost.StorageIn(_directory), .. _settings]);
        _hosts.Add(host);
        return host;
    }

    public async Task StopHostAsync()
    {
        await Host.DisposeAsync();
        _hosts.RemoveAt(0);
    }

    public static Announcement To(int recipients, string name = "news") => new()
    {
        Name = name,
        Account = Sample.Account,
        Content = new AnnouncementContent { Text = $"This is {name}." },
        Audience = new AnnouncementAudience { Users = [.. Enumerable.Range(1, recipients + 1).Select(i => new UserRef($"{i}")).Where(user => user.Id != Sample.Account.Id).Take(recipients)] },
    };

    /// <summary>Begins a run; each is due a second after the one before.</summary>
    public async Task<long> BeginAsync(Announcement definition, bool isTest = false, DateTimeOffset? dueAt = null)
    {
        var due = dueAt ?? Sample.Moment.AddSeconds(_runs++);
        var (run, isNew) = await Store.StartRunAsync(definition, due, isTest, Audit(definition, "start"), TestTimeout.Token);
        Assert.True(isNew);
        return run.Number;
    }

    public static AuditRecord Audit(Announcement definition, string action) => new(Sample.Moment, "a test", action, definition.Name);

    /// <summary>Makes an announcement with a state, or gives it another one.</summary>
    public async Task SetAsync(Announcement definition, AnnouncementState state)
    {
        if (await Store.FindAsync(definition.Name, TestTimeout.Token) is { } known)
        {
            Assert.True(await Store.ReplaceAsync(
                known with { State = state }, known.ChangedAt, Audit(definition, $"{state}"), TestTimeout.Token));
            return;
        }

        var made = new StoredAnnouncement
        {
            Definition = definition,
            State = state,
            CreatedBy = "a test",
            CreatedAt = Sample.Moment,
            ChangedAt = Sample.Moment,
        };
        Assert.True(await Store.AddAsync(made, Audit(definition, "create"), TestTimeout.Token));
    }

    /// <summary>Waits until a run is in a state.</summary>
    public async Task<StoredRun> WhenAsync(long run, RunState state)
    {
        StoredRun? found = null;
        await Until.TrueAsync(async () => (found = await Store.FindRunAsync(run, TestTimeout.Token))!.State == state);
        return found!;
    }

    /// <summary>Waits until so many recipients of a run are in a state.</summary>
    public Task WhenAsync(long run, RecipientState state, int count) =>
        Until.TrueAsync(async () => (await CountAsync(run)).GetValueOrDefault(state) == count);

    public Task<IReadOnlyDictionary<RecipientState, long>> CountAsync(long run) => Store.CountAsync(run, TestTimeout.Token);

    public Task<IReadOnlyList<LedgerRow>> RowsAsync(long run, params RecipientState[] states) =>
        Store.ReadAsync(run, states, 0, int.MaxValue, TestTimeout.Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _directory.Dispose();
    }
}
