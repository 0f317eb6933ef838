using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

/// <summary>What ends up in the file.</summary>
public sealed class HistoryRunTests : IAsyncLifetime
{
    private const long NewYear = ExportedHistory.NewYear;

    private ExportedHistory? _history;

    private ExportedHistory History => _history!;

    public async Task InitializeAsync() => _history = await ExportedHistory.StartAsync();

    public async Task DisposeAsync() => await History.DisposeAsync();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 3)]
    [InlineData(101, 40)]
    [InlineData(55, 55)]
    public async Task Every_message_is_in_the_file_once_and_in_order(int count, int ofOneSecond)
    {
        var ids = History.Fill(Enumerable.Range(0, count).Select(i => NewYear + (i / ofOneSecond)));

        var (code, error) = await History.RunAsync();

        Assert.Equal(0, code);
        Assert.Equal(ids, History.Ids);
        Assert.Contains($"has {count}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_has_the_documented_shape()
    {
        var alice = SandboxServer.Users[1];
        var written = await History.PostAsync(alice, new
        {
            recipient_id = 100,
            message = "привет \u2028 🚀 \"<&>\"",
            color = "red",
            address = new { city = "Kyiv", lines = new { first = "1" } },
            attachments = new[] { new { type = "image", uid = "u1", size = "12", width = "640", url = "http://x/1", latitude = "far" } },
        });
        foreach (var user in SandboxServer.Users.Take(2))
        {
            await History.SendAsync(user, HttpMethod.Put, $"chat/Message/{written["_id"]}/reactions", new { add = "+1" });
        }

        var (code, _) = await History.RunAsync(History.Request with { Dialog = "101" });

        Assert.Equal(0, code);
        var line = Assert.Single(await File.ReadAllLinesAsync(History.File, TestTimeout.Token));
        var sentAt = DateTimeOffset.FromUnixTimeSeconds((long)written["date_sent"]!).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        Assert.Equal(
            $$$"""
            {"id":"{{{written["_id"]}}}","dialog":"{{{written["chat_dialog_id"]}}}","sender":"101","sentAt":"{{{sentAt}}}",
            "text":"привет \u2028 \uD83D\uDE80 \"<&>\"",
            "attachments":[{"type":"image","uid":"u1","url":"http://x/1","size":12,"properties":{"width":"640","latitude":"far"}}],
            "metadata":{"color":"red","address/city":"Kyiv","address/lines/first":"1"},
            "reactions":{"+1":2},"readBy":["101"],"deliveredTo":["101"]}
            """.ReplaceLineEndings(""),
            line);
    }

    [Fact]
    public async Task Only_what_was_sent_between_the_two_times_is_in_the_file()
    {
        var ids = History.Fill(Enumerable.Range(-5, 20).Select(i => NewYear + i));

        await History.RunAsync(History.Request with { Until = DateTimeOffset.FromUnixTimeSeconds(NewYear + 10) });

        Assert.Equal(ids.Skip(5).Take(10), History.Ids);
    }

    [Fact]
    public async Task Times_in_milliseconds_are_understood_and_kept()
    {
        var inSeconds = History.Fill(Enumerable.Range(0, 25).Select(i => NewYear + i));
        var before = History.Fill((NewYear * 1000) - 1);
        var inMilliseconds = History.Fill(Enumerable.Range(0, 25).Select(i => (NewYear * 1000) + (i / 15)));
        var after = History.Fill((NewYear + 100) * 1000);
        var request = History.Request with { Until = DateTimeOffset.FromUnixTimeSeconds(NewYear + 100) };

        await History.RunAsync(request);
        var later = History.Fill(NewYear + 24, (NewYear + 30) * 1000);
        await History.RunAsync(request);

        Assert.Equal([.. inSeconds, .. inMilliseconds, .. later], History.Ids);
        Assert.Equal("2026-01-01T00:00:00Z", (string)History.Lines[0]["sentAt"]!);
        Assert.Equal("2026-01-01T00:00:00.000Z", (string)History.Lines[25]["sentAt"]!);
        Assert.DoesNotContain(History.Ids, id => before.Contains(id) || after.Contains(id));
    }

    [Fact]
    public async Task What_was_read_stays_unread()
    {
        await History.PostAsync(SandboxServer.Users[1], new { recipient_id = 100, message = "hello" });

        await History.RunAsync(History.Request with { Dialog = "101" });
        await History.RunAsync(History.Request with { Dialog = "101", Overwrite = true });

        Assert.Equal("""["101"]""", Assert.Single(History.Lines)["readBy"]!.ToJsonString());
    }

    [Fact]
    public async Task A_person_at_a_terminal_sees_how_far_it_is()
    {
        History.Fill(Enumerable.Range(0, 25).Select(i => NewYear + i));

        var (_, error) = await History.RunAsync(isTerminal: true);

        Assert.Contains(" of 25 messages, ", error, StringComparison.Ordinal);
        Assert.EndsWith("has 25.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_there_is_one_line_at_the_end()
    {
        History.Fill(Enumerable.Range(0, 25).Select(i => NewYear + i));

        var (_, error) = await History.RunAsync();

        Assert.DoesNotContain('\r', error);
        Assert.StartsWith("25 messages written", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
