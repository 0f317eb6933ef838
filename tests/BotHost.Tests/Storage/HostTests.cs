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
        var limit = TestTimeout.Token;
        while ((await host.Services.GetRequiredService<IQueueStore>().CountAsync(limit)).Count > 0)
        {
            // Other bots look at it too.
        }
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
            Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
            await connector.AcknowledgedAsync(2);
            await host.StopAsync();
            Assert.Empty(host.Network.TakeSent());
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

    [Fact]
    public async Task An_event_whose_bot_wants_to_send_what_nobody_can_write_is_parked()
    {
        var nowhere = new Attachment { Type = "location", Latitude = double.NaN, Longitude = 0 };
        var script = new Script((e, context, token) => e is MessageReceived message
            ? context.ReplyAsync(
                message, message.Text, new MessageOptions { Attachments = message.Text == "bad" ? [nowhere] : [] }, token)
            : Task.CompletedTask);
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("bad"));
        await connector.ReceiveAsync(Sample.Message("good"));

        Assert.Equal("good", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        await using var connection = await host.Services.GetRequiredService<Database>().OpenAsync(TestTimeout.Token);
        Assert.StartsWith(
            "ArgumentException: ", await connection.QuerySingleAsync<string>("SELECT problem FROM parked_items"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directory_of_the_file_is_its_owners_alone()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "new", "host.db");

        await using var host = await TestHost.StartAsync(settings: $"--Storage:ConnectionString=Data Source={file}");

        Assert.True(File.Exists(file));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            new DirectoryInfo(Path.GetDirectoryName(file)!).UnixFileMode);
    }

    [Fact]
    public async Task A_second_host_on_the_same_database_does_not_start()
    {
        using var directory = new TempDirectory();
        await using var host = await TestHost.StartAsync(settings: TestHost.StorageIn(directory));

        var problem = Assert.Single(await Startup.ProblemsAsync([TestHost.StorageIn(directory)]));

        Assert.Contains("is used by another host", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_offline_keeps_no_other_account_waiting()
    {
        AccountRef first = new("sample", "100"), second = new("sample", "105");
        var network = new FakeNetwork(first, second);
        await using var host = await TestHost.StartAsync(network, configure: null, "--Bus:MaxCommandsInFlight=2");
        var connectors = new[] { await network.NextConnectionAsync(), await network.NextConnectionAsync() }
            .ToDictionary(connector => connector.Account);
        connectors[first].Break();
        for (var i = 0; i < 20; i++)
        {
            await connectors[first].ReceiveAsync(On(first, $"!echo {i}"));
        }

        await connectors[second].ReceiveAsync(On(second, "!echo through"));

        Assert.Equal("through", (await network.NextSentAsync()).Text);
        connectors[first].Return();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await network.NextSentAsync()).Text);
        }

        static MessageReceived On(AccountRef account, string text) =>
            Sample.Message(text) is var message ? message with { Origin = message.Origin with { Account = account } } : null!;
    }

    [Theory]
    [InlineData("Storage:ConnectionString names a database in memory", "--Storage:ConnectionString=Data Source=:memory:")]
    [InlineData("Storage:ConnectionString cannot be read: ", "--Storage:ConnectionString=Dta Source=x")]
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
