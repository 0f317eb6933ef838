using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Data;

/// <summary>Section 9: finding records by conditions, and deleting by them.</summary>
public sealed class DataSearchTests
{
    [Theory]
    [InlineData("", "abcd")]
    [InlineData("count=undefined", "abcd")]
    [InlineData("level=2", "b")]
    [InlineData("level[gt]=1&level[lte]=3", "bc")]
    [InlineData("level[gte]=2&level[lt]=3", "b")]
    [InlineData("level[ne]=1", "bcd")]
    [InlineData("level[in]=1,3", "ac")]
    [InlineData("level[or]=1,3", "ac")]
    [InlineData("level[nin]=1,3", "bd")]
    [InlineData("name[ctn]=B", "b")]
    [InlineData("name=a'%20OR%201=1", "")]
    [InlineData("tags[all]=x,y", "a")]
    [InlineData("tags[in]=y", "ac")]
    [InlineData("done=true", "a")]
    [InlineData("done=1", "a")]
    [InlineData("done[ne]=0", "abd")]
    [InlineData("name[start_with]=C", "c")]
    [InlineData("weight[gt]=1.25", "b")]
    [InlineData("user_id=101", "abcd")]
    [InlineData("user_id[ne]=101", "")]
    [InlineData("_id[in]=nothing", "")]
    [InlineData("sort_desc=level", "cbad")]
    [InlineData("sort_asc=name&limit=2&skip=1", "bc")]
    [InlineData("sort_desc=name&limit=2", "dc")]
    [InlineData("limit=-1", "d")]
    [InlineData("limit=-1&sort_desc=name", "a")]
    public async Task Records_are_found_by_conditions(string query, string expected)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);

        var (status, body) = await alice.GetAsync($"/data/Notes.json?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, Notes.Names(body));
        Assert.Equal("Notes", (string)body!["class_name"]!);
    }

    [Theory]
    [InlineData("limit=-2", "limit")]
    [InlineData("skip=x", "skip")]
    [InlineData("level[gt]=much", "level")]
    [InlineData("done=perhaps", "done")]
    public async Task A_search_that_is_wrong_says_where(string query, string field)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.GetAsync($"/data/Notes?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], Notes.Wrong(body));
    }

    [Theory]
    [InlineData("output[include]=name,level", "name,level,_id")]
    [InlineData("output[include][]=name&output[include][]=user_id", "name,_id,user_id")]
    [InlineData("output[exclude]=_id,tags,marks,permissions,weight,done", "name,level,_id,_parent_id,user_id,created_at,updated_at")]
    [InlineData("output[include]=name,level&output[exclude]=level", "name,_id")]
    public async Task A_list_shows_what_is_asked_for(string query, string fields)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);

        var (_, body) = await alice.GetAsync($"/data/Notes?name=a&{query}");

        Assert.Equal(fields, string.Join(',', Assert.Single(body!["items"]!.AsArray())!.AsObject().Select(field => field.Key)));
    }

    [Fact]
    public async Task Records_are_counted()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);

        var (_, body) = await alice.GetAsync("/data/Notes?level[gt]=1&count=1");

        Assert.Equal("""{"items":{"count":2}}""", RestClient.Text(body));
    }

    [Theory]
    [InlineData("level[gt]=1", 2, "ad")]
    [InlineData("level=1", 1, "bcd")]
    [InlineData("name[or]=a,b", 2, "cd")]
    [InlineData("level[in][]=2&level[in][]=3", 2, "ad")]
    [InlineData("name=nothing", 0, "abcd")]
    public async Task What_fits_a_condition_is_deleted(string form, int deleted, string left)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);
        using var bob = await RestClient.SignInAsync(sandbox, "bob");

        var (_, byStranger) = await bob.DeleteAsync("/data/Notes/by_criteria.json", form);
        var (status, byOwner) = await alice.DeleteAsync("/data/Notes/by_criteria.json", form);
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((0, deleted), ((int)byStranger!["total_deleted"]!, (int)byOwner!["total_deleted"]!));
        Assert.Equal(left, Notes.Names(list));
    }

    [Theory]
    [InlineData("", "base")]
    [InlineData("nothing=5", "nothing")]
    [InlineData("name[like]=a", "name")]
    [InlineData("tags[all]=", "tags")]
    [InlineData("name[ctn]=", "name")]
    [InlineData("name[ne][]=x&name[ne][]=y", "name")]
    [InlineData("level[gt]=x", "level")]
    [InlineData("level=1&limit=2", "limit")]
    [InlineData("done=no", "done")]
    public async Task A_condition_that_is_not_understood_deletes_nothing(string form, string field)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);

        var (status, body) = await alice.DeleteAsync("/data/Notes/by_criteria", form);
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], Notes.Wrong(body));
        Assert.Equal("abcd", Notes.Names(list));
    }

    [Theory]
    [InlineData("level=1&level[gt]=0")]
    [InlineData("level[gt]=0&level=1")]
    public async Task Conditions_of_which_one_would_be_lost_are_no_request(string form)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RecordsAsync(sandbox);

        var (deletion, _) = await alice.DeleteAsync("/data/Notes/by_criteria", form);
        var (search, _) = await alice.GetAsync($"/data/Notes?{form}");
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (deletion, search));
        Assert.Equal("abcd", Notes.Names(list));
    }

    private static async Task<RestClient> RecordsAsync(SandboxServer sandbox)
    {
        var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (status, _) = await alice.PostAsync(
            "/data/Notes/multi",
            """
            {"record":{"0":{"name":"a","level":"1","weight":1,"done":true,"tags":["x","y"]},"1":{"name":"b","level":2,"weight":"1.5"},
            "2":{"name":"c","level":3,"done":0,"tags":"y"},"3":{"name":"d"}}}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
        return alice;
    }
}
