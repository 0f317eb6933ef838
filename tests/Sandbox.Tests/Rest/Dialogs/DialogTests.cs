using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

public sealed class DialogTests
{
    [Fact]
    public async Task A_private_dialog_is_one_per_pair_and_named_after_the_other()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");

        var (status, first) = await alice.PostAsync("/chat/Dialog.json", """{"type":3,"occupants_ids":"102"}""");
        var (_, second) = await bob.PostAsync("/chat/Dialog", """{"type":3,"occupants_ids":[101]}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((string)first!["_id"]!, (string)second!["_id"]!);
        Assert.Equal("Bob", (string)first["name"]!);
        Assert.Equal("Alice", (string)second["name"]!);
        Assert.Equal(101, (int)second["user_id"]!);
        Assert.Equal("[101,102]", first["occupants_ids"]!.ToJsonString());
        Assert.Null(first["xmpp_room_jid"]);
    }

    [Theory]
    [InlineData("\"104, 102, 103\"")]
    [InlineData("[104,102,103]")]
    [InlineData("[\"104\",\"102\",\"103\",\"999\"]")]
    public async Task A_group_has_its_name_its_room_and_its_known_occupants(string occupants)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync(
            "/chat/Dialog",
            $$$"""{"type":"2","name":"team","photo":"p1","description":"d1","occupants_ids":{{{occupants}}},"admins_ids":"102","""
            + """ "extensions":{"location":7,"unknown":"x"},"permissions":{"allow_preview":"1"},"data":{"class_name":"c"}}""");

        Assert.Equal(HttpStatusCode.Created, status);
        var id = (string)body!["_id"]!;
        Assert.Equal("[101,102,103,104]", body["occupants_ids"]!.ToJsonString());
        Assert.Equal("[102]", body["admins_ids"]!.ToJsonString());
        Assert.Equal(("team", "p1", "d1"), ((string)body["name"]!, (string)body["photo"]!, (string)body["description"]!));
        Assert.Equal($"1_{id}@muc.localhost", (string)body["xmpp_room_jid"]!);
        Assert.Equal("""{"location":"7"}""", body["extensions"]!.ToJsonString());
        Assert.Equal("""{"allow_preview":true}""", body["permissions"]!.ToJsonString());
        Assert.Equal("c", (string)body["data"]!["class_name"]!);
    }

    [Fact]
    public async Task A_public_dialog_counts_its_occupants_instead_of_naming_them()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync("/chat/Dialog", """{"type":4,"name":"everybody"}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("[]", body!["occupants_ids"]!.ToJsonString());
        Assert.Equal(1, (int)body["occupants_count"]!);
    }

    [Theory]
    [InlineData(
        """{"type":1,"name":"news"}""",
        403,
        """{"errors":["You do not have appropriate permissions. Broadcast dialogs can be created only via Admin panel."]}""")]
    [InlineData("""{"type":3,"occupants_ids":"999"}""", 422, """{"errors":["Occupants_ids is missing opponent ID."]}""")]
    [InlineData("""{"type":3}""", 422, """{"errors":["Occupants_ids is missing opponent ID."]}""")]
    [InlineData("""{"type":2,"occupants_ids":[102]}""", 422, """{"errors":{"name":["can't be blank"]}}""")]
    [InlineData("""{"type":9,"name":"x"}""", 422, """{"errors":{"type":["is not one of 2, 3 and 4"]}}""")]
    [InlineData("""{"type":{"x":1}}""", 422, """{"errors":{"type":["is not one of 2, 3 and 4"]}}""")]
    public async Task A_dialog_that_cannot_be_says_why(string request, int status, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (actual, body) = await alice.PostAsync("/chat/Dialog", request);

        Assert.Equal(status, (int)actual);
        Assert.Equal(answer, RestClient.Text(body));
    }

    [Theory]
    [InlineData("", "team,pair,News")]
    [InlineData("sort_asc=created_at", "News,pair,team")]
    [InlineData("type=2", "team")]
    [InlineData("type[in]=2%2C3&sort_asc=created_at", "pair,team")]
    [InlineData("type%5Bnin%5D=2,3", "News")]
    [InlineData("type[in][]=1&type[in][]=2", "team,News")]
    [InlineData("name[ctn]=EA", "team")]
    [InlineData("extensions[location]=Sun%20bar", "team")]
    [InlineData("created_at[gt]=1893456005.5", "team")]
    [InlineData("created_at[lte]=2030-01-01T00:00:05Z", "pair,News")]
    [InlineData("limit=1&skip=1", "pair")]
    [InlineData("limit=undefined&type=undefined", "team,pair,News")]
    public async Task A_list_is_filtered_sorted_and_cut(string query, string expected)
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        clock.Advance(TimeSpan.FromSeconds(5));
        await alice.PostAsync("/chat/Dialog", """{"type":3,"occupants_ids":[102]}""");
        clock.Advance(TimeSpan.FromSeconds(5));
        await alice.PostAsync("/chat/Dialog", """{"type":2,"name":"team","extensions":{"location":"Sun bar"}}""");

        var (status, body) = await alice.GetAsync($"/chat/Dialog.json?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        var names = body!["items"]!.AsArray().Select(dialog => (string)dialog!["name"]!).Select(name => name == "Bob" ? "pair" : name);
        Assert.Equal(expected, string.Join(',', names));
    }

    [Fact]
    public async Task A_list_says_how_much_there_is_and_only_a_count_when_asked()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.CreateGroupAsync(102);
        using var dave = await RestClient.SignInAsync(sandbox, "dave");

        var (_, list) = await alice.GetAsync("/chat/Dialog?limit=1");
        var (_, count) = await alice.GetAsync("/chat/Dialog?count=1");

        Assert.Equal(("2", "0", "1"), (Text(list!["total_entries"]), Text(list["skip"]), Text(list["limit"])));
        Assert.Equal("""{"items":{"count":2}}""", count!.ToJsonString());
        Assert.Single((await dave.GetAsync("/chat/Dialog")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_list_by_id_finds_one_dialog_and_not_those_of_others()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var id = await alice.CreateGroupAsync(102);

        Assert.Equal("1", Text((await alice.GetAsync($"/chat/Dialog?_id={id}")).Body!["total_entries"]));
        Assert.Equal("0", Text((await dave.GetAsync($"/chat/Dialog?_id={id}")).Body!["total_entries"]));
    }

    [Fact]
    public async Task A_dialog_shows_its_last_message_and_what_is_unread()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateGroupAsync(102);
        await alice.PostAsync("/chat/Message", $$"""{"chat_dialog_id":"{{id}}","message":"one"}""");
        await alice.PostAsync("/chat/Message", $$"""{"chat_dialog_id":"{{id}}","message":"two"}""");

        var mine = (await alice.GetAsync($"/chat/Dialog?_id={id}")).Body!["items"]![0]!;
        var theirs = (await bob.GetAsync($"/chat/Dialog?_id={id}")).Body!["items"]![0]!;

        Assert.Equal("two", (string)theirs["last_message"]!);
        Assert.Equal(101, (int)theirs["last_message_user_id"]!);
        Assert.Equal(("2", "0"), (Text(theirs["unread_messages_count"]), Text(mine["unread_messages_count"])));
        Assert.Equal("sent", (string)mine["last_message_status"]!);
        Assert.Null(theirs["last_message_status"]);
    }

    private static string Text(JsonNode? node) => RestClient.Text(node);
}
