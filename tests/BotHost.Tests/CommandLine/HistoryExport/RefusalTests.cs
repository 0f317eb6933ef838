using BotPlatform.BotHost.CommandLine.HistoryExport;
using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

/// <summary>What cannot be exported is said in a sentence, without a secret, and costs no file.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private ExportedHistory? _history;

    private ExportedHistory History => _history!;

    public async Task InitializeAsync() => _history = await ExportedHistory.StartAsync();

    public async Task DisposeAsync() => await History.DisposeAsync();

    [Theory]
    [InlineData("5f0000000000000000000fff", "There is no dialog 5f0000000000000000000fff.")]
    [InlineData("general", "'general' is no dialog")]
    [InlineData("104", "The account has no 1-1 dialog with user 104.")]
    public Task A_dialog_that_is_not_there(string dialog, string says) =>
        RefusedAsync(says, request => request with { Dialog = dialog });

    [Fact]
    public async Task A_dialog_of_others()
    {
        var written = await History.PostAsync(SandboxServer.Users[1], new { recipient_id = 102, message = "secret" });

        await RefusedAsync("The account 100 may not read dialog", request => request with { Dialog = (string)written["chat_dialog_id"]! });
    }

    [Fact]
    public Task An_end_before_the_beginning() =>
        RefusedAsync("--until is not later than --since.", request => request with { Until = request.Since });

    [Fact]
    public Task An_account_that_is_not_configured() =>
        RefusedAsync("No account 7 is configured. There are: 100.", request => request with { Account = "7" });

    [Fact]
    public Task Several_accounts_of_which_none_is_named() => RefusedAsync(
        "name one of 100, alice with --account", settings: ["--ConnectyCube:Accounts:1:Login=alice", "--ConnectyCube:Accounts:1:Password=some-secret"]);

    [Fact]
    public Task An_account_of_another_network() => RefusedAsync(
        "The account helper@example.org is on the network xmpp, whose history cannot be exported: only that of ConnectyCube can.",
        request => request with { Account = "helper@example.org" },
        [
            "--StandardXmpp:Server=xmpps://example.org", "--StandardXmpp:Host=example.org",
            "--StandardXmpp:Accounts:0:Username=helper", "--StandardXmpp:Accounts:0:Password=some-secret",
        ]);

    [Fact]
    public Task A_wrong_password() => RefusedAsync(
        "The login of the account 100 was refused", settings: ["--ConnectyCube:Accounts:0:Password=some-secret"]);

    [Fact]
    public Task A_wrong_setting() => RefusedAsync("ConnectyCube:AppId", settings: ["--ConnectyCube:AppId=many"]);

    [Fact]
    public Task A_service_that_is_not_there() => RefusedAsync(
        "cannot be reached", settings: [$"--ConnectyCube:ApiUrl=http://127.0.0.1:{FreePorts.Take(1)[0]}"]);

    [Theory]
    [InlineData("/proc/history.jsonl")]
    [InlineData("/no/such/directory/history.jsonl")]
    [InlineData("/")]
    [InlineData("/dev/stdout/x")]
    [InlineData("")]
    public Task A_file_that_cannot_be_written(string file) =>
        RefusedAsync($"{file} cannot be written", request => request with { File = file });

    [Fact]
    public async Task The_account_that_is_named_reads()
    {
        await History.PostAsync(SandboxServer.Users[1], new { recipient_id = 102, message = "hello" });

        var (code, error) = await History.RunAsync(
            History.Request with { Dialog = "102", Account = "alice" },
            ["--ConnectyCube:Accounts:1:Login=alice", "--ConnectyCube:Accounts:1:Password=alice-password"]);

        Assert.True(code == 0, error);
        Assert.Single(History.Ids);
    }

    private async Task RefusedAsync(
        string says, Func<ExportRequest, ExportRequest>? change = null,
        string[]? settings = null)
    {
        var (code, error) = await History.RunAsync(change?.Invoke(History.Request) ?? History.Request, settings);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
        Assert.False(File.Exists(History.File));
    }
}
