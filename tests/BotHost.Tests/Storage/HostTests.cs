using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>The complete host on a database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class HostTests(Databases databases)
{
    [Fact]
    public async Task The_host_runs_on_PostgreSQL()
    {
        var connection = await (await databases.Postgres).NewDatabaseAsync();
        await using var host = await TestHost.StartAsync(
            settings: ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={connection}"]);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Empty(await host.Services.GetRequiredService<IQueueStore>().CountAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task An_event_that_comes_again_is_acknowledged_and_handled_once_also_by_the_next_process()
    {
        using var directory = new TempDirectory();
        var message = Sample.Message("!echo hello");
        await using (var host = await TestHost.StartAsync(settings: TestHost.StorageIn(directory)))
        {
            var connector = await host.Network.NextConnectionAsync();
            await connector.ReceiveAsync(message);
            await connector.ReceiveAsync(message);
            await host.StopAsync();
            Assert.Equal(2, connector.Acknowledged);
            Assert.Single(host.Network.TakeSent());
        }

        await using var next = await TestHost.StartAsync(settings: TestHost.StorageIn(directory));
        var again = await next.Network.NextConnectionAsync();
        await again.ReceiveAsync(message);
        await again.ReceiveAsync(Sample.Message("!echo again"));

        Assert.Equal("again", (await next.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task An_event_that_its_bot_cannot_handle_is_parked_with_the_reason_and_the_dialog_goes_on()
    {
        var script = new Script((e, context, token) => e switch
        {
            MessageReceived { Text: "bad" } => throw new InvalidOperationException("I cannot."),
            MessageReceived message => context.ReplyAsync(message, message.Text, token),
            _ => Task.CompletedTask,
        });
        await using var host = await script.StartAsync(settings: "--Bus:Retries=2");
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("bad"));
        await connector.ReceiveAsync(Sample.Message("good"));

        Assert.Equal("good", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync(TestTimeout.Token);
        var parked = await connection.QuerySingleAsync<(string Queue, string Kind, string Account, string Dialog, string Problem, long Attempts)>(
            "SELECT queue, kind, account, dialog, problem, attempts FROM parked_items");
        Assert.Equal(
            ("bot-acting", nameof(MessageReceived), "sample/100", Sample.Dialog.Id, "InvalidOperationException: I cannot.", 3), parked);
    }

    [Theory]
    [InlineData("Storage:Provider is 'Oracle', which is no database. Set it to Sqlite or to Postgres.", "--Storage:Provider=Oracle")]
    [InlineData("Storage:ConnectionString is not set, and Postgres has no default: ", "--Storage:Provider=Postgres", "--Storage:ConnectionString=")]
    public async Task Settings_that_name_no_database_are_said(string problem, params string[] settings)
    {
        var problems = await Startup.ProblemsAsync(settings);

        Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_stops_the_start()
    {
        var port = FreePorts.Take(1)[0];

        var problems = await Startup.ProblemsAsync(
            ["--Storage:Provider=Postgres", $"--Storage:ConnectionString=Host=127.0.0.1;Port={port};Database=bots;Username=u;Password=secret"]);

        var problem = Assert.Single(problems);
        Assert.StartsWith($"The database bots of 127.0.0.1:{port} cannot be opened: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }
}
