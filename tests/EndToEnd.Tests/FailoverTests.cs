using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;
using Xunit.Abstractions;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>What several hosts share.</summary>
public sealed class SharedServers : IAsyncLifetime
{
    private PostgresServer? _database;
    private RabbitMqServer? _broker;

    /// <summary>The settings of hosts on a database and a virtual host that nobody else uses.</summary>
    public async Task<string[]> NewSettingsAsync() =>
    [
        "--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={await _broker!.NewVirtualHostAsync()}",
        "--Storage:Provider=Postgres", $"--Storage:ConnectionString={await _database!.NewDatabaseAsync()}",
    ];

    public async Task InitializeAsync()
    {
        _database = await PostgresServer.StartAsync();
        _broker = await RabbitMqServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in new IAsyncDisposable?[] { _broker, _database }.OfType<IAsyncDisposable>())
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>Two hosts in processes of their own, on one database and one broker; the first has the bot's only account.</summary>
public sealed class FailoverTests(SharedServers servers, ITestOutputHelper output) : IClassFixture<SharedServers>, IAsyncLifetime
{
    private RunningSandbox? _sandbox;
    private RunningHost? _first;
    private RunningHost? _second;

    // What does not begin is not disposed by xunit.
    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var host in new[] { _first, _second }.OfType<RunningHost>())
        {
            output.WriteLine(host.Process.Output);
            await host.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_host_that_is_killed_is_followed_by_the_other()
    {
        Assert.Contains("100 on connectycube is held by the host ", _second!.Process.Output, StringComparison.Ordinal);
        await AnswersAsync("before");

        await _first!.KillAsync();
        await HoldsAsync(_second, epoch: 2);

        await AnswersAsync("after");
    }

    [Fact]
    public async Task A_host_that_was_stopped_lets_go_when_it_continues_and_leaves_the_other_alone()
    {
        await AnswersAsync("before");

        await _first!.Process.SignalAsync("STOP");
        try
        {
            await HoldsAsync(_second!, epoch: 2);
            await _second!.Process.WaitForLineAsync("Account 100 is ready", TestTimeout.Token);
        }
        finally
        {
            await _first.Process.SignalAsync("CONT");
        }

        await _first.Process.WaitForLineAsync(@"has lost connectycube/100 \(epoch 1\)", TestTimeout.Token);
        await AnswersAsync("after");
        await ReadyAsync(_first);
        await ReadyAsync(_second);
        Assert.DoesNotContain("connectycube/100 now (epoch 3)", _first.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_stops_gives_its_account_to_the_other()
    {
        await AnswersAsync("before");

        await _first!.Process.StopAsync();
        await HoldsAsync(_second!, epoch: 2);

        await AnswersAsync("after");
        Assert.Contains("has given connectycube/100 back (epoch 1)", _first.Process.Output, StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        string[] settings = [.. _sandbox.HostSettings(_sandbox.WebSocket), .. await servers.NewSettingsAsync()];
        _first = await RunningHost.StartAsync(settings);
        await HoldsAsync(_first, epoch: 1);
        _second = await RunningHost.StartAsync(settings);
    }

    private static async Task HoldsAsync(RunningHost host, int epoch) =>
        await host.Process.WaitForLineAsync($@"holds connectycube/100 now \(epoch {epoch}\)", TestTimeout.Token);

    // Lanes may still be on their way.
    private static async Task ReadyAsync(RunningHost host)
    {
        using var http = new HttpClient();
        await Until.TrueAsync(async () =>
        {
            using var health = await http.GetAsync(new Uri(host.Web, "/health/ready"), TestTimeout.Token);
            return health.IsSuccessStatusCode;
        });
    }

    private async Task AnswersAsync(string text)
    {
        var url = _sandbox!.Api.GetLeftPart(UriPartial.Authority);
        Assert.Equal(new CommandResult(0, $"{text}\n", ""), await RunningHost.RunAsync(["chat", "alice", "--url", url], $"!echo {text}"));
    }
}
