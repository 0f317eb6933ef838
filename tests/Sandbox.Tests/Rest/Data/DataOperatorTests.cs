using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Data;

/// <summary>Section 9: updates that start from what a record holds.</summary>
public sealed class DataOperatorTests
{
    private const string Note = """{"name":"a","level":5,"weight":1.5,"done":false,"tags":["x","y","x"],"marks":[1,2,3]}""";

    [Theory]
    [InlineData("""{"inc":{"level":2}}""", "level", "7")]
    [InlineData("""{"inc":{"level":"-6"}}""", "level", "-1")]
    [InlineData("""{"inc":{"weight":0.25}}""", "weight", "1.75")]
    [InlineData("""{"inc":{"level":1},"push":{"marks":4}}""", "marks", "[1,2,3,4]")]
    [InlineData("""{"push":{"tags":["z","x"]}}""", "tags", """["x","y","x","z","x"]""")]
    [InlineData("""{"add_to_set":{"tags":["z","x","z"]}}""", "tags", """["x","y","x","z"]""")]
    [InlineData("""{"pull":{"tags":"x"}}""", "tags", """["y"]""")]
    [InlineData("""{"pull":{"marks":{"gte":2}}}""", "marks", "[1]")]
    [InlineData("""{"pull":{"marks":{"gt":1,"lt":3}}}""", "marks", "[1,3]")]
    [InlineData("""{"pull_with_filter":{"tags":{"in":["y","z"]}}}""", "tags", """["x","x"]""")]
    [InlineData("""{"pull_all":{"marks":[1,"3",9]}}""", "marks", "[2]")]
    [InlineData("""{"pop":{"marks":1}}""", "marks", "[1,2]")]
    [InlineData("""{"pop":{"marks":"-1"}}""", "marks", "[2,3]")]
    [InlineData("""{"update_by_index":{"marks":{"0":9,"2":"7"}}}""", "marks", "[9,2,7]")]
    [InlineData("""{"tags":{"1":"why"}}""", "tags", """["x","why","x"]""")]
    [InlineData("""{"tags":null}""", "tags", "")]
    [InlineData("""{"level":1,"inc":{"level":1}}""", "level", "2")]
    public async Task An_operator_starts_from_what_is_there(string update, string field, string expected)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.NoteAsync(Note);

        var (status, body) = await alice.PutAsync($"/data/Notes/{id}", update);

        Assert.Equal((HttpStatusCode.OK, expected), (status, RestClient.Text(body![field])));
        Assert.Equal(expected, RestClient.Text((await alice.ReadNoteAsync(id))[field]));
    }

    [Theory]
    [InlineData("""{"inc":{"level":3}}""", "level", "3")]
    [InlineData("""{"push":{"tags":"x"}}""", "tags", """["x"]""")]
    [InlineData("""{"add_to_set":{"marks":[1,1]}}""", "marks", "[1]")]
    [InlineData("""{"pop":{"marks":1}}""", "marks", "[]")]
    public async Task An_operator_starts_from_nothing_where_nothing_is(string update, string field, string expected)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.NoteAsync("{}");

        var (_, body) = await alice.PutAsync($"/data/Notes/{id}", update);

        Assert.Equal(expected, RestClient.Text(body![field]));
    }

    [Theory]
    [InlineData("""{"inc":5}""", "inc")]
    [InlineData("""{"inc":{"lvel":1}}""", "lvel")]
    [InlineData("""{"inc":{"level":"much"}}""", "level")]
    [InlineData("""{"inc":{"level":null}}""", "level")]
    [InlineData("""{"inc":{"level":9223372036854775807}}""", "level")]
    [InlineData("""{"inc":{"name":1}}""", "name")]
    [InlineData("""{"inc":{"marks":1}}""", "marks")]
    [InlineData("""{"push":{"name":"x"}}""", "name")]
    [InlineData("""{"push":{"marks":["x"]}}""", "marks")]
    [InlineData("""{"push":{"marks":null}}""", "marks")]
    [InlineData("""{"pull":{"marks":{"like":1}}}""", "marks")]
    [InlineData("""{"pull":{"marks":{}}}""", "marks")]
    [InlineData("""{"pull":{"marks":{"gt":"x"}}}""", "marks")]
    [InlineData("""{"pull_with_filter":{"marks":1}}""", "marks")]
    [InlineData("""{"pop":{"marks":2}}""", "marks")]
    [InlineData("""{"pop":{"marks":[1]}}""", "marks")]
    [InlineData("""{"update_by_index":{"marks":{"3":1}}}""", "marks")]
    [InlineData("""{"marks":{"-1":1}}""", "marks")]
    [InlineData("""{"marks":{"0":"x"}}""", "marks")]
    [InlineData("""{"marks":{"0":null}}""", "marks")]
    [InlineData("""{"marks":{"0":[]}}""", "marks")]
    [InlineData("""{"name":"b","level":"much"}""", "level")]
    public async Task An_update_that_is_wrong_says_where_and_changes_nothing(string update, string field)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.NoteAsync(Note);
        var before = RestClient.Text(await alice.ReadNoteAsync(id));

        var (status, body) = await alice.PutAsync($"/data/Notes/{id}", update);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], Notes.Wrong(body));
        Assert.Equal(before, RestClient.Text(await alice.ReadNoteAsync(id)));
    }

    [Fact]
    public async Task What_is_neither_a_field_nor_an_operator_is_ignored()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.NoteAsync(Note);

        var (status, body) = await alice.PutAsync($"/data/Notes/{id}", $$"""{"id":"{{id}}","user_id":1,"created_at":0,"nme":"b"}""");

        Assert.Equal((HttpStatusCode.OK, "a", 101), (status, (string)body!["name"]!, (int)body["user_id"]!));
        Assert.False(body.AsObject().ContainsKey("nme"));
    }

    [Fact]
    public async Task A_hundred_at_once_count_to_a_hundred()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.NoteAsync("{}");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? alice.PutAsync($"/data/Notes/{id}", """{"inc":{"level":1}}""")
            : alice.PutAsync("/data/Notes/by_criteria", """{"search_criteria":{"name":{"ne":"b"}},"inc":{"level":1}}""")));

        Assert.Equal(100, (int)(await alice.ReadNoteAsync(id))["level"]!);
    }
}
