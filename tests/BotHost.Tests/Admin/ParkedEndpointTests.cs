using System.Net.Http.Headers;
using System.Text;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>What people see of parked items over HTTP, and how they discard them.</summary>
public sealed class ParkedEndpointTests : IAsyncLifetime
{
    private ParkingHost? _host;

    private ParkingHost Host => _host!;

    public async Task InitializeAsync() => _host = await ParkingHost.StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    [Fact]
    public async Task An_item_is_shown_with_its_event_and_its_failure_but_without_secrets()
    {
        var number = Assert.Single(await Host.ParkAsync("101", "bad 🐱"));

        var item = await Host.GetAsync<ParkedDetails>($"/admin/parked/{number}");

        Assert.Equal(
            ("acting", "sample/100", "101", nameof(MessageReceived), 2, "InvalidOperationException: I cannot repeat 'bad 🐱'."),
            (item.Bot, item.Account, item.Dialog, item.Kind, item.Attempts, item.Problem));
        Assert.Equal("bad 🐱", item.Body.GetProperty("text").GetString());
        Assert.Equal(Encoding.UTF8.GetByteCount(item.Body.GetRawText()), item.Size);
        Assert.Contains("System.IO.IOException: password=***", item.Details, StringComparison.Ordinal);
        Assert.Contains("   at ", item.Details, StringComparison.Ordinal);
        Assert.Equal(item.FirstParkedAt, item.ParkedAt);
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended_and_has_no_bodies()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2", "bad 3");

        var first = await Host.GetAsync<ParkedPage>("/admin/parked?limit=2");
        var last = await Host.GetAsync<ParkedPage>($"/admin/parked?limit=2&after={first.Next}");

        Assert.Equal(numbers, first.Items.Concat(last.Items).Select(item => item.Number));
        Assert.Equal((2, null), (first.Items.Count, last.Next));
        Assert.DoesNotContain("\"body\"", await Host.Http.GetStringAsync("/admin/parked"), StringComparison.Ordinal);
        Assert.Equal(3, (await Host.GetAsync<ParkedCount>("/admin/parked/count")).Count);
    }

    [Theory]
    [InlineData("bot=acting&dialog=101&account=sample/100&kind=MessageReceived", 2)]
    [InlineData("dialog=102", 1)]
    [InlineData("bot=other", 0)]
    [InlineData("account=sample/101", 0)]
    [InlineData("kind=GapDetected", 0)]
    [InlineData("since=2000-01-01T00:00:00Z", 3)]
    [InlineData("until=2000-01-01T00:00:00Z", 0)]
    public async Task A_list_has_what_the_query_says(string query, int count)
    {
        await Host.ParkAsync("101", "bad 1", "bad 2");
        await Host.ParkAsync("102", "bad 3");

        Assert.Equal(count, (await Host.GetAsync<ParkedPage>($"/admin/parked?{query}")).Items.Count);
        Assert.Equal(count, (await Host.GetAsync<ParkedCount>($"/admin/parked/count?{query}")).Count);
    }

    [Fact]
    public async Task What_is_no_JSON_is_shown_as_text()
    {
        await Host.PutAsync("bot-acting", "MessageReceived", "{\"text\":");

        var number = Assert.Single(await Host.NumbersAsync("101"));

        Assert.Equal("{\"text\":", (await Host.GetAsync<ParkedDetails>($"/admin/parked/{number}")).Body.GetString());
    }

    [Fact]
    public async Task An_item_is_discarded_once()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");

        Assert.Equal((204, null), await Host.AskAsync(HttpMethod.Delete, $"/admin/parked/{numbers[0]}"));
        Assert.Equal(
            (404, $"There is no parked item {numbers[0]}. It may have been redriven or discarded already."),
            await Host.AskAsync(HttpMethod.Delete, $"/admin/parked/{numbers[0]}"));
        Assert.Equal([numbers[1]], await Host.NumbersAsync("101"));
    }

    [Fact]
    public async Task A_dialog_is_discarded_and_no_other_one()
    {
        var numbers = await Host.ParkAsync("101", "bad 1", "bad 2");
        await Host.ParkAsync("102", "bad 3");

        using var answer = await Host.Http.PostAsync("/admin/parked/discard", Json("""{"dialog":"101"}"""), TestTimeout.Token);
        var (again, sentence) = await Host.AskAsync(HttpMethod.Post, "/admin/parked/discard", Json("""{"dialog":"101","bot":"acting"}"""));

        Assert.Equal($$"""{"numbers":[{{numbers[0]}},{{numbers[1]}}]}""", await answer.Content.ReadAsStringAsync(TestTimeout.Token));
        Assert.Equal((404, "No such item is parked of the dialog 101."), (again, sentence));
        Assert.Single(await Host.NumbersAsync("102"));
    }

    [Theory]
    [InlineData("GET", "/admin/parked?limit=0", null, 400, "limit is 0: it is a number from 1 to 1000.")]
    [InlineData("GET", "/admin/parked?limit=many", null, 400, "many")]
    [InlineData("GET", "/admin/parked?after=x", null, 400, "after is 'x': it is the next of an earlier page.")]
    [InlineData("GET", "/admin/parked?since=yesterday", null, 400, "yesterday")]
    [InlineData("GET", "/admin/parked/7", null, 404, "There is no parked item 7.")]
    [InlineData("POST", "/admin/parked/7/redrive", null, 404, "There is no parked item 7.")]
    [InlineData("POST", "/admin/parked/redrive", """{"dialog":"7"}""", 404, "No such item is parked of the dialog 7.")]
    [InlineData("POST", "/admin/parked/redrive", """{"bot":"acting"}""", 400, "'dialog'")]
    [InlineData("POST", "/admin/parked/redrive", """{"dialog":null}""", 400, "JSON")]
    [InlineData("POST", "/admin/parked/discard", """{"dialog":""", 400, "JSON")]
    [InlineData("POST", "/admin/parked/discard", null, 400, "")]
    [InlineData("PUT", "/admin/parked", null, 405, "PUT is not offered here")]
    [InlineData("GET", "/admin/parked/seven", null, 404, "There is nothing here")]
    [InlineData("GET", "/admin", null, 404, "There is nothing here")]
    public async Task What_is_asked_wrongly_is_said_in_a_sentence(string method, string path, string? body, int status, string says)
    {
        var (actual, sentence) = await Host.AskAsync(new HttpMethod(method), path, body is null ? null : Json(body));

        Assert.Equal(status, actual);
        Assert.Contains(says, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_a_web_page_is_no_body()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("dialog", "101")]);

        var (status, sentence) = await Host.AskAsync(HttpMethod.Post, "/admin/parked/discard", form);

        Assert.Equal((415, "The body has to be JSON, with Content-Type: application/json."), (status, sentence));
    }

    private static StringContent Json(string text) => new(text, MediaTypeHeaderValue.Parse("application/json"));
}
