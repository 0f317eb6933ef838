using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

/// <summary>Section 5.3: what is in the list of dialogs, and in which order.</summary>
public sealed class DialogListTests
{
    [Theory]
    [InlineData("type=1", "News")]
    [InlineData("type[ne]=2", "public,Bob,News")]
    [InlineData("type[gte]=3&type[lt]=4", "Bob")]
    [InlineData("type[all]=2", "10,10.0")]
    [InlineData("name=10", "10")]   // as text: not equal to 10.0
    [InlineData("name[in]=10, Bob", "10,Bob")]
    [InlineData("name[ctn]=bob", "Bob")]   // a private dialog is called after the other
    [InlineData("name[ctn]=%F0%9F%8D%B2", "")]
    [InlineData("extensions[location][in]=bar,pub", "10.0")]
    [InlineData("extensions%5Blocation%5D=bar", "10.0")]
    [InlineData("extensions[other]=bar", "public,10,10.0,Bob,News")]   // is not configured, and so is no filter
    [InlineData("last_message_date_sent[gt]=0", "10")]
    [InlineData("updated_at[gt]=1893456019", "public,10")]
    [InlineData("updated_at[gt]=2030-01-01T00:00:19.5Z", "public,10")]
    [InlineData("created_at[gt]=1893456009&created_at[lte]=1893456015", "10,10.0")]
    [InlineData("sort_desc=last_message_date_sent&limit=1", "10")]
    [InlineData("sort_asc=updated_at", "News,Bob,10.0,10,public")]
    [InlineData("sort_asc=created_at&skip=3", "10.0,public")]
    [InlineData("sort_desc=created_at&limit=2", "public,10.0")]
    [InlineData("sort_asc=nonsense&limit=1", "News")]
    [InlineData("skip=99", "")]
    [InlineData("name=' OR 1=1 --", "")]
    public async Task It_is_filtered_and_sorted(string query, string expected)
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var pair = """{"type":3,"occupants_ids":[102]}""";
        var (ten, point, open) = ("""{"type":2,"name":"10"}""",
            """{"type":2,"name":"10.0","extensions":{"location":"bar"}}""", """{"type":4,"name":"public"}""");
        foreach (var dialog in new[] { pair, ten, point })
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await alice.PostAsync("/chat/Dialog", dialog);
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        var group = (string)(await alice.GetAsync("/chat/Dialog?name=10")).Body!["items"]![0]!["_id"]!;
        await alice.WriteAsync(group, "x");
        await alice.PostAsync("/chat/Dialog", open);

        var (status, body) = await alice.GetAsync($"/chat/dialog.json?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, string.Join(',', body!["items"]!.AsArray().Select(dialog => (string)dialog!["name"]!)));
    }

    [Theory]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("skip=-5", "skip")]
    [InlineData("skip=99999999999999999999", "skip")]
    [InlineData("type=private", "type")]
    [InlineData("type[in]=2,x", "type")]
    [InlineData("updated_at[gt]=yesterday", "updated_at")]
    [InlineData("created_at[lt]=%F0%9F%95%90", "created_at")]
    public async Task What_is_no_number_and_no_time_is_named(string query, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.GetAsync($"/chat/Dialog?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, Assert.Single(body!["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task A_page_has_a_hundred_dialogs_at_most_and_the_rest_comes_with_the_next()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        for (var i = 0; i < 104; i++)
        {
            await alice.CreateGroupAsync();
        }

        var (_, first) = await alice.GetAsync("/chat/Dialog?limit=1000");
        var (_, second) = await alice.GetAsync("/chat/Dialog?skip=100");
        var (_, filtered) = await alice.GetAsync("/chat/Dialog?count=1&type=2");

        Assert.Equal((100, 105), ((int)first!["limit"]!, (int)first["total_entries"]!));
        Assert.Equal(5, second!["items"]!.AsArray().Count);
        Assert.Equal(105, Ids(first).Union(Ids(second)).Count());
        Assert.Equal(104, (int)filtered!["items"]!["count"]!);
    }

    [Fact]
    public async Task A_dialog_moves_up_with_what_is_written_and_the_last_message_is_the_one_that_came_last()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (older, newer) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102));
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        clock.Advance(TimeSpan.FromSeconds(5));
        await alice.WriteAsync(older, "question");
        await bob.SendAsync(
            $"<message to='1_{older}@muc.localhost' type='groupchat' id='5f1a2b3c4d5e6f7081920a0b'><body>answer</body>"
            + "<extraParams><save_to_history>1</save_to_history><date_sent>1700000000</date_sent></extraParams></message>");
        await bob.ReadUntilQuietAsync();

        var (_, list) = await alice.GetAsync("/chat/Dialog");

        Assert.Equal([older, newer], Ids(list!).Take(2));
        Assert.Equal("answer", (string)list!["items"]![0]!["last_message"]!);
        Assert.Equal("answer,question", await alice.TextsAsync(older));
    }

    private static IEnumerable<string> Ids(JsonNode list) =>
        list["items"]!.AsArray().Select(dialog => (string)dialog!["_id"]!);
}
