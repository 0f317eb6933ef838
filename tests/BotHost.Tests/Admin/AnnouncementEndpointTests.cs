using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Admin.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Announcements.Commands;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>Announcements over HTTP.</summary>
public sealed class AnnouncementEndpointTests : IAsyncLifetime
{
    private const string News = """
        {
          "announcement": {
            "name": "news", "account": {"network": "sample", "id": "100"}, "content": {"text": "We are open on Sunday."},
            "audience": {"users": [{"id": "101"}]}, "schedule": {"cron": "0 9 * * *", "timeZone": "Europe/Berlin", "misfire": "skip"}
          },
          "isPaused": true, "requestId": "a"
        }
        """;

    private TestHost? _host;
    private HttpClient? _http;

    private TestHost Host => _host!;

    private HttpClient Http => _http!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _http = Host.Http;
        _http.DefaultRequestHeaders.Add("X-Requested-By", "ops");
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task One_is_made_shown_changed_and_cancelled()
    {
        using var made = await PostAsync("/admin/announcements", News);
        Assert.Equal((201, "/admin/announcements/news"), ((int)made.StatusCode, made.Headers.Location!.OriginalString));

        var shown = await GetAsync("/admin/announcements/news");
        Assert.Equal(("Paused", "http (ops)", 10), ((string)shown["state"]!, (string)shown["createdBy"]!, shown["next"]!.AsArray().Count));
        Assert.Equal("news", (string)(await GetAsync("/admin/announcements"))["announcements"]![0]!["name"]!);
        var changed = shown["announcement"]!.DeepClone();
        changed["content"]!["text"] = "We are closed on Sunday.";
        using var put = await Http.PutAsJsonAsync("/admin/announcements/news", changed, TestTimeout.Token);
        Assert.Equal(200, (int)put.StatusCode);
        Assert.Equal(
            "We are closed on Sunday.", (string)(await GetAsync("/admin/announcements/news/preview"))["samples"]![0]!["text"]!);
        using var cancelled = await PostAsync("/admin/announcements/news/cancel", null);
        Assert.Equal("Cancelled", (string)JsonNode.Parse(await cancelled.Content.ReadAsStringAsync(TestTimeout.Token))!["state"]!);
        var audit = (await GetAsync("/admin/announcements/audit?announcement=news"))["entries"]!.AsArray();
        Assert.Equal(["cancel", "change", "create"], audit.Select(entry => (string)entry!["action"]!));
    }

    [Theory]
    [InlineData("GET /admin/announcements/gone", 404, "There is no announcement 'gone'.")]
    [InlineData("POST /admin/announcements/gone/pause", 404, "There is no announcement 'gone'.")]
    [InlineData("GET /admin/announcements/news/runs/latest", 404, "The announcement 'news' has had no run yet.")]
    [InlineData("GET /admin/announcements/news/runs/first", 400, "'first' is no run: it is a number, or 'latest'.")]
    [InlineData("POST /admin/announcements/news/runs/latest/stop", 409, "Nothing of the announcement 'news' is being sent.")]
    [InlineData("GET /admin/announcements/news/runs?limit=0", 400, "limit is 0: it is a number from 1 to 1000.")]
    [InlineData("GET /admin/announcements/news/runs/1/report?format=xls", 400, "format is 'xls': it is json or csv.")]
    public async Task A_refusal_is_a_status_and_a_sentence(string request, int status, string sentence)
    {
        (await PostAsync("/admin/announcements", News)).Dispose();
        var words = request.Split(' ');
        using var message = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);

        Assert.Equal((status, sentence), await message.AskAsync(Http));
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_said_and_nothing_is_made()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/admin/announcements")
        {
            Content = new StringContent(News.Replace("0 9 * * *", "0 9 30 2 *", StringComparison.Ordinal), null, "application/json"),
        };

        var (status, sentence) = await message.AskAsync(Http);

        Assert.Equal(400, status);
        Assert.StartsWith("schedule: Cron is '0 9 30 2 *', which never comes", sentence, StringComparison.Ordinal);
        Assert.Empty((await GetAsync("/admin/announcements"))["announcements"]!.AsArray());
    }

    [Fact]
    public async Task A_report_has_a_row_for_each_recipient_as_json_and_csv()
    {
        await Host.CreateAsync(Asking.News());
        var run = await Host.WhenAsync(RunState.Completed);

        var json = (await GetAsync("/admin/announcements/news/runs/latest/report")).AsArray();
        using var answer = await Http.GetAsync($"/admin/announcements/news/runs/{run.Run}/report?format=csv&state=acknowledged,read", TestTimeout.Token);
        var csv = (await answer.Content.ReadAsStringAsync(TestTimeout.Token)).Split("\r\n");

        Assert.Equal(("101", "Acknowledged"), ((string)Assert.Single(json)!["user"]!, (string)json[0]!["state"]!));
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("number,user,dialog,state,reason,messageId,attempts,changedAt", csv[0]);
        Assert.StartsWith("1,101,101,Acknowledged,,", csv[1], StringComparison.Ordinal);
        Assert.Equal(3, csv.Length);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_come_as_they_are_read()
    {
        const int count = 100_000;
        var store = Host.Announcements();
        await store.AddAsync(
            new StoredAnnouncement
            {
                Definition = Asking.News(),
                State = AnnouncementState.Paused,
                CreatedBy = "a test",
                CreatedAt = DateTimeOffset.UnixEpoch,
                ChangedAt = DateTimeOffset.UnixEpoch,
            },
            new AuditRecord(DateTimeOffset.UnixEpoch, "a test", "create", "news"),
            TestTimeout.Token);
        var (run, _) = await store.StartRunAsync(
            Asking.News(), DateTimeOffset.UnixEpoch, isTest: false, new AuditRecord(DateTimeOffset.UnixEpoch, "a test", "run", "news"), TestTimeout.Token);
        await store.MoveRunAsync(run.Number, RunStates.Open, RunState.Collecting, null, null, TestTimeout.Token);
        foreach (var some in Enumerable.Range(1, count).Chunk(10_000))
        {
            await store.AddRecipientsAsync(
                run.Number, [.. some.Select(i => new NewRecipient($"d{i}", $"{i}", null))], "more", isLast: false, TestTimeout.Token);
        }

        using var answer = await Http.GetAsync(
            $"/admin/announcements/news/runs/{run.Number}/report?format=csv", HttpCompletionOption.ResponseHeadersRead, TestTimeout.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestTimeout.Token));
        var read = 0;
        while (await lines.ReadLineAsync(TestTimeout.Token) is { Length: > 0 } line)
        {
            Assert.True(read == 0 || line.StartsWith($"{read},", StringComparison.Ordinal), line);
            read++;
        }

        Assert.Equal(count + 1, read);
        Assert.True(answer.Headers.TransferEncodingChunked);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A1", "'=cmd|' /C calc'!A1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("it said \"no\", twice", "\"it said \"\"no\"\", twice\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("plain", "plain")]
    public void No_spreadsheet_calculates_what_strangers_have_written(string reason, string field)
    {
        var row = new ReportRow
        {
            Number = 1,
            Dialog = "d",
            State = RecipientState.Refused,
            Reason = reason,
            Attempts = 1,
            ChangedAt = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal($"1,,d,Refused,{field},,1,1970-01-01T00:00:00.0000000Z", CsvReport.LineOf(row));
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path, TestTimeout.Token))!;

    private Task<HttpResponseMessage> PostAsync(string path, string? body) => Http.PostAsync(
        path, body is null ? null : new StringContent(body, null, "application/json"), TestTimeout.Token);
}
