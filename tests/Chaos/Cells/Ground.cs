using System.Globalization;
using BotPlatform.Chaos.Hosting;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.Chaos.Cells;

/// <summary>Where the host keeps what must survive its end.</summary>
internal enum StorageKind
{
    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A file on a disk that can be filled.</summary>
    SmallDisk,

    /// <summary>A server in a process of its own.</summary>
    Postgres,
}

/// <summary>What a cell stands on: a chat server, a line to it, hosts, and the servers that they need.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<HostKeeper> _hosts = [];
    private string[] _settings = [];

    private Ground()
    {
    }

    /// <summary>The chat server. It keeps what it has acknowledged, also when it is killed, and drops repeated ids.</summary>
    public RunningSandbox Sandbox { get; private set; } = null!;

    /// <summary>Between the hosts and the chat server.</summary>
    public FaultProxy Line { get; private set; } = null!;

    /// <summary>The database server; null where the database is a file.</summary>
    public PostgresServer? Database { get; private set; }

    /// <summary>The broker; null where the host has none.</summary>
    public RabbitMqServer? Broker { get; private set; }

    /// <summary>The disk of the database; null where it is not a small one.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>The hosts that run, the first one first.</summary>
    public IReadOnlyList<HostKeeper> Hosts => _hosts;

    /// <summary>Where the bots of all hosts write what they handle.</summary>
    public string BotLog => Path.Combine(_directory.Path, "bots");

    private string KillFile => Path.Combine(_directory.Path, "kill");

    /// <summary>How to reach what the hosts keep.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Where each host writes how it is, if it is told to.</summary>
    public string SamplesOf(int host) => Path.Combine(_directory.Path, string.Create(CultureInfo.InvariantCulture, $"samples{host}"));

    /// <summary>Starts everything.</summary>
    /// <param name="storage">What keeps the hosts' data.</param>
    /// <param name="hasBroker">Whether a broker carries the events.</param>
    /// <param name="hosts">How many hosts.</param>
    /// <param name="further">Further settings of the hosts.</param>
    public static async Task<Ground> StartAsync(StorageKind storage, bool hasBroker, int hosts, params string[] further)
    {
        var ground = new Ground();
        try
        {
            await ground.StartServersAsync(storage);
            await ground.StartBrokerAsync(hasBroker);
            ground._settings = [.. ground._settings, .. further];
            for (var i = 0; i < hosts; i++)
            {
                await ground.AddHostAsync();
            }

            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more host joins.</summary>
    public async Task<HostKeeper> AddHostAsync()
    {
        var host = await HostKeeper.StartAsync(
        [
            HostSettings.Argument(nameof(HostSettings.BotLog), BotLog),
            HostSettings.Argument(nameof(HostSettings.KillFile), KillFile),
            HostSettings.Argument(nameof(HostSettings.Samples), SamplesOf(_hosts.Count)),
            .. _settings,
        ]);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Has a host kill itself at a step, whichever comes there first, and starts it again.</summary>
    /// <param name="step">Where.</param>
    /// <param name="count">When so many messages have passed there.</param>
    public async Task KillAtAsync(Step step, int count)
    {
        KillSwitch.Arm(KillFile, step, count);
        var died = await Task.WhenAny(_hosts.Select(host => host.Process.Exited)).WaitAsync(TestTimeout.Token);
        await _hosts.Single(host => host.Process.Exited == died).StartAfterDeathAsync();
    }

    /// <summary>Has hosts kill themselves at steps, one after the other, whichever comes there first, and starts each again meanwhile.</summary>
    /// <param name="points">The steps; each when so many messages have passed there since the kill before.</param>
    public async Task KillAtAsync(IReadOnlyList<(Step Step, int Count)> points)
    {
        KillSwitch.Arm(KillFile, points[0].Step, points[0].Count);
        for (var i = 1; i <= points.Count; i++)
        {
            var died = await Task.WhenAny(_hosts.Select(host => host.Process.Exited)).WaitAsync(TestTimeout.Token);
            if (i < points.Count)
            {
                KillSwitch.Arm(KillFile, points[i].Step, points[i].Count); // before the start, while other hosts go on
            }

            await _hosts.Single(host => host.Process.Exited == died).StartAfterDeathAsync();
        }
    }

    /// <summary>A host that has joined finishes what it does, and leaves.</summary>
    public async Task RemoveHostAsync(HostKeeper host)
    {
        await host.StopAsync();
        await host.DisposeAsync();
        _hosts.Remove(host);
    }

    /// <summary>Stops all hosts, as an operator does.</summary>
    public Task StopHostsAsync() => Task.WhenAll(_hosts.Select(host => host.StopAsync()));

    /// <summary>What the hosts and the broker have written, for somebody who wonders why a cell is red.</summary>
    public string Output => string.Join('\n', _hosts
        .Select((host, i) => string.Create(CultureInfo.InvariantCulture, $"--- host {i}\n{host.Ended}{host.Process.Output}"))
        .Append($"--- broker\n{Broker?.Process?.Output}"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await (Line?.DisposeAsync() ?? default);
        await (Sandbox?.DisposeAsync() ?? default);
        await (Database?.DisposeAsync() ?? default);
        await (Broker?.DisposeAsync() ?? default);
        await (Disk?.DisposeAsync() ?? default);
        _directory.Dispose();
    }

    private async Task StartServersAsync(StorageKind storage)
    {
        Sandbox = await RunningSandbox.StartAsync(
            "--Sandbox:OfflineLimit=10000", "--Sandbox:DropRepeatedIds=true", "--Sandbox:DataDirectory=data");
        Line = new FaultProxy(Sandbox.WebSocket.Port);
        ConnectionString = $"Data Source={Path.Combine(_directory.Path, "kept.db")}";
        switch (storage)
        {
            case StorageKind.Postgres:
                Database = await PostgresServer.StartAsync();
                ConnectionString = await Database.NewDatabaseAsync();
                break;
            case StorageKind.SmallDisk:
                Disk = await SmallDisk.MountAsync(megabytes: 16);
                ConnectionString = $"Data Source={Path.Combine(Disk.Path, "kept.db")}";
                break;
        }

        _settings =
        [
            .. Sandbox.HostSettings(Line.Through(Sandbox.WebSocket)),
            $"--Storage:Provider={(Database is null ? "Sqlite" : "Postgres")}", $"--Storage:ConnectionString={ConnectionString}",
            "--ConnectyCube:Reconnect:FirstDelay=00:00:00.05", "--ConnectyCube:Reconnect:MaxDelay=00:00:00.5",
        ];
    }

    // Leases are shorter than an operator would have them, so that a kill costs seconds.
    private async Task StartBrokerAsync(bool hasBroker)
    {
        if (hasBroker)
        {
            Broker = await RabbitMqServer.StartAsync();
            _settings =
            [
                .. _settings, "--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={Broker.Uri}",
                "--Leases:TimeToLive=00:00:03", "--Leases:RenewEvery=00:00:00.5", "--Leases:SafetyMargin=00:00:00.5",
            ];
        }
    }
}
