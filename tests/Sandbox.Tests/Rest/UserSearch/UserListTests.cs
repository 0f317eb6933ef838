using System.Net;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest.UserSearch;

/// <summary>Section 7: what the first version of the interface offers, and who is online.</summary>
public sealed class UserListTests
{
    [Theory]
    [InlineData("/users")]
    [InlineData("/users/by_full_name?full_name=Bob")]
    [InlineData("/users/by_tags?tags=red")]
    public async Task The_lists_are_switched_off_as_at_the_vendor(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.StartsWith(
            "Users retrieving forbidden in admin panel,", (string)body!["errors"]!["base"]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users.json?filter%5B%5D=number%20id%20in%20101,103", "101,103", 2)]
    [InlineData("/users?filter[]=number+id+ge+101&filter[]=number+id+lt+104", "101,102,103", 3)]
    [InlineData("/users?filter[]=string+login+eq+bob", "102", 1)]
    [InlineData("/users?page=2&per_page=2&order=asc+number+id", "102,103", 5)]
    [InlineData("/users?order=desc+string+login&per_page=1", "104", 5)]
    [InlineData("/users/by_full_name?full_name=Bob", "102", 1)]
    [InlineData("/users/by_full_name?full_name=O", "100,102,103", 3)]
    [InlineData("/users/by_tags?tags=red,green", "101", 1)]
    public async Task Switched_on_they_filter_sort_and_page(string path, string expected, int total)
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.AllowUserLists = true);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.PutAsync("/users/101", """{"user":{"tag_list":"red"}}""");

        var (status, body) = await alice.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, string.Join(',', body!["items"]!.AsArray().Select(item => (int)item!["user"]!["id"]!)));
        Assert.Equal(total, (int)body["total_entries"]!);
    }

    [Theory]
    [InlineData("/users?filter[]=nonsense")]
    [InlineData("/users?filter[]=number+id+gt+x")]
    public async Task A_filter_that_is_none_is_refused(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.AllowUserLists = true);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await alice.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/users/by_email?email=ALICE@example.org", 101)]
    [InlineData("/users/by_email?email=alice", null)]
    [InlineData("/users/by_login?login=alice@example.org", null)]
    [InlineData("/users/by_facebook_id?facebook_id=f1", 101)]
    [InlineData("/users/by_facebook_id", null)]
    [InlineData("/users/by_twitter_id?twitter_id=t1", 101)]
    [InlineData("/users/external/x-1.json", 101)]
    [InlineData("/users/external/..%2f101", null)]
    public async Task One_user_is_found_by_what_only_that_user_has(string path, int? expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.PutAsync(
            "/users/101",
            """{"user":{"email":"alice@example.org","facebook_id":"f1","twitter_id":"t1","external_id":"x-1"}}""");

        var (status, body) = await alice.GetAsync(path);

        Assert.Equal(expected is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, status);
        Assert.Equal(expected, (int?)body!["user"]?["id"]);
    }

    [Fact]
    public async Task Who_is_online_is_listed_and_counted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        await using var silent = await RawClient.BindAsync(sandbox, 104, "dave-password");
        await bob.ReadUntilQuietAsync();
        await carol.ReadUntilQuietAsync();

        var (_, list) = await alice.GetAsync("/users/online.json");
        var (_, second) = await alice.GetAsync("/users/online?limit=1&offset=1");
        var (_, count) = await alice.GetAsync("/users/online?count=true");

        Assert.Equal([102, 103], Ids(list));
        Assert.Equal([103], Ids(second));
        Assert.Equal("""{"count":2}""", RestClient.Text(count));
    }

    private static IEnumerable<int> Ids(JsonNode? list) => list!["users"]!.AsArray().Select(user => (int)user!["id"]!);
}
