using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.UserSearch;

/// <summary>Section 7: <c>GET /users/v2</c>.</summary>
public sealed class UserSearchTests
{
    [Theory]
    [InlineData("id=101", "101")]
    [InlineData("id[]=101&id[]=103", "101,103")]
    [InlineData("id[in][]=101&id[in][]=103", "101,103")]
    [InlineData("id%5Bin%5D%5B%5D=101&id%5Bin%5D%5B%5D=103", "101,103")]
    [InlineData("id[in]=101,%20103", "101,103")]
    [InlineData("id[in][]=101&id[in][]=102&id[nin][]=101", "102")]
    [InlineData("login=bob", "102")]
    [InlineData("login[in]=bob,carol", "102,103")]
    [InlineData("full_name[start_with]=Caro", "103")]
    [InlineData("full_name[start_with]=caro", "103")]
    [InlineData("user_tags=red", "101,102")]
    [InlineData("user_tags[in]=blue", "102")]
    [InlineData("phone=0049", "101")]
    [InlineData("phone=49", "")]
    [InlineData("external_id=x-1", "101")]
    [InlineData("email=alice@example.org", "101")]
    [InlineData("login='%20OR%201=1;--", "")]
    [InlineData("login=%F0%9F%90%B1", "")]
    [InlineData("id[in]=101,102,103&sort_desc=id&limit=2", "103,102")]
    [InlineData("id[in]=101,102,103&sort_asc=login&offset=1", "102,103")]
    [InlineData("id[in]=101,102,103&sort_desc=nothing", "101,102,103")]
    [InlineData("id[in]=101,102&created_at[gte]=1893456000", "101,102")]
    [InlineData("id[in]=101,102&created_at[gt]=2030-01-01T00:00:00Z", "")]
    [InlineData("id[in]=101,102&updated_at[lte]=1893456000", "101,102")]
    [InlineData("id[in]=101,103&last_request_at[gt]=0", "101")]
    [InlineData("id=101&email=undefined", "101")]
    public async Task Users_are_found_by_conditions(string query, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        using var alice = await PeopleAsync(sandbox);

        var (status, body) = await alice.GetAsync($"/users/v2.json?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, string.Join(',', body!["items"]!.AsArray().Select(user => (int)user!["id"]!)));
    }

    [Theory]
    [InlineData("", "base")]
    [InlineData("limit=10", "base")]
    [InlineData("id=", "base")]
    [InlineData("website=x", "base")]
    [InlineData("id[nin]=101", "base")]
    [InlineData("created_at[gt]=5", "base")]
    [InlineData("id=x", "id")]
    [InlineData("id[start_with]=1010", "id")]
    [InlineData("id[gt]=1", "id")]
    [InlineData("login[start_with]=ali", "login")]
    [InlineData("login[start_with][]=alice", "login")]
    [InlineData("login[like]=alice", "login")]
    [InlineData("id=101&created_at=5", "created_at")]
    [InlineData("id=101&created_at[in]=5", "created_at")]
    [InlineData("id=101&created_at[gt]=yesterday", "created_at")]
    public async Task A_search_that_is_wrong_says_where(string query, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.GetAsync($"/users/v2?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], body!["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task The_start_of_a_text_finds_five_at_most()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        for (var i = 0; i < 7; i++)
        {
            await alice.PostAsync("/users", $$$"""{"user":{"login":"crowd-{{{i}}}","password":"long-enough"}}""");
        }

        var (_, body) = await alice.GetAsync("/users/v2?login[start_with]=crowd&limit=100");
        var (_, limits) = await alice.GetAsync("/users/v2?login=crowd-1&limit=1000");

        Assert.Equal((5, 5, 7), ((int)body!["limit"]!, body["items"]!.AsArray().Count, (int)body["total_entries"]!));
        Assert.Equal((100, 0), ((int)limits!["limit"]!, (int)limits["skip"]!));
    }

    private static async Task<RestClient> PeopleAsync(SandboxServer sandbox)
    {
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await bob.PutAsync("/users/102", """{"user":{"tag_list":"red, blue"}}""");
        var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (status, _) = await alice.PutAsync(
            "/users/101",
            """{"user":{"email":"alice@example.org","phone":"0049","external_id":"x-1","tag_list":["red"]}}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return alice;
    }
}
