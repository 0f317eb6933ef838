namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

/// <summary>The same command goes on behind the last whole line.</summary>
public sealed class ResumptionTests : IAsyncLifetime
{
    private const long NewYear = ExportedHistory.NewYear;

    private ExportedHistory? _history;

    private ExportedHistory History => _history!;

    public async Task InitializeAsync() => _history = await ExportedHistory.StartAsync();

    public async Task DisposeAsync() => await History.DisposeAsync();

    [Fact]
    public async Task From_every_line_on_it_becomes_the_same_file()
    {
        History.Fill(Enumerable.Range(0, 40).Select(i => NewYear + (i / 13)));
        await History.RunAsync();
        var whole = await File.ReadAllLinesAsync(History.File, TestTimeout.Token);

        for (var lines = 0; lines <= whole.Length; lines++)
        {
            await File.WriteAllTextAsync(History.File, string.Concat(whole.Take(lines).Select(line => line + "\n")), TestTimeout.Token);
            var (code, _) = await History.RunAsync(pageSize: 7);

            Assert.Equal(0, code);
            Assert.Equal(whole, await File.ReadAllLinesAsync(History.File, TestTimeout.Token));
        }
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_cut_off_first_wherever_it_was_torn()
    {
        History.Fill(Enumerable.Range(0, 3).Select(_ => NewYear));
        await History.RunAsync();
        var whole = await File.ReadAllBytesAsync(History.File, TestTimeout.Token);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;

        for (var length = lastLine; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(History.File, whole[..length], TestTimeout.Token);
            var (code, _) = await History.RunAsync();

            Assert.Equal(0, code);
            Assert.Equal(whole, await File.ReadAllBytesAsync(History.File, TestTimeout.Token));
        }
    }

    [Fact]
    public async Task What_came_since_is_added()
    {
        var first = History.Fill(Enumerable.Range(0, 15).Select(_ => NewYear));
        await History.RunAsync();
        var second = History.Fill(NewYear, NewYear, NewYear + 1);
        await History.RunAsync();

        Assert.Equal([.. first, .. second], History.Ids);
    }

    [Fact]
    public async Task An_export_that_is_cancelled_leaves_whole_lines_and_can_go_on()
    {
        var ids = History.Fill(Enumerable.Range(0, 50).Select(i => NewYear + i));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(130, (await History.RunAsync(cancellationToken: cancelled.Token)).Code);
        Assert.Equal(0, (await History.RunAsync()).Code);
        Assert.Equal(ids, History.Ids);
    }

    [Fact]
    public async Task Overwriting_begins_anew_whatever_the_file_holds()
    {
        var ids = History.Fill(NewYear, NewYear);
        await File.WriteAllTextAsync(History.File, "my diary\n", TestTimeout.Token);

        var (code, _) = await History.RunAsync(History.Request with { Overwrite = true });

        Assert.Equal(0, code);
        Assert.Equal(ids, History.Ids);
    }

    [Theory]
    [InlineData("my diary", "line 1 is no message")]
    [InlineData("my diary\n", "line 1 is no message")]
    [InlineData("{\"id\":\"1\"}\n", "line 1 is no message")]
    [InlineData("{\"id\":1}\n", "line 1 is no message")]
    [InlineData("null\n", "line 1 is no message")]
    [InlineData("\n", "line 1 is no message")]
    [InlineData("\ufffe\u0000", "line 1 is no message")]
    public async Task Another_file_is_refused_and_left_alone(string content, string says)
    {
        await File.WriteAllTextAsync(History.File, content, TestTimeout.Token);

        var (code, error) = await History.RunAsync();

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains("--overwrite", error, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(History.File, TestTimeout.Token));
    }

    [Fact]
    public async Task An_export_of_something_else_is_refused_and_left_alone()
    {
        History.Fill(NewYear, NewYear + 1);
        await History.RunAsync();
        var lines = await File.ReadAllLinesAsync(History.File, TestTimeout.Token);

        await RefusedAsync("line 1 is of dialog 6f", lines[0].Replace("\"5f", "\"6f", StringComparison.Ordinal));
        await RefusedAsync("line 1 was sent at 2025", lines[0].Replace("2026-", "2025-", StringComparison.Ordinal));
        await RefusedAsync("line 1 is no message", lines[0].Replace("2026-", "26-", StringComparison.Ordinal));
        await RefusedAsync("line 2 does not follow", lines[1], lines[0]);
        await RefusedAsync("line 2 does not follow", lines[0], lines[0]);
    }

    private async Task RefusedAsync(string says, params string[] lines)
    {
        var content = string.Concat(lines.Select(line => line + "\n"));
        await File.WriteAllTextAsync(History.File, content, TestTimeout.Token);

        var (code, error) = await History.RunAsync();

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(History.File, TestTimeout.Token));
    }
}
