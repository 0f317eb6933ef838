using System.Net;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest.Data;

/// <summary>Section 9: changing several records in one call, by their ids or by conditions.</summary>
public sealed class DataChangeTests
{
    private const string Missing = "5f00000000000000000000ff";

    [Fact]
    public async Task Several_records_are_changed_each_in_its_way_and_those_that_are_not_there_are_named()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (a, b) = (await alice.NoteAsync("""{"name":"a","level":1}"""), await alice.NoteAsync("""{"name":"b","level":1}"""));

        var (status, body) = await alice.PutAsync("/data/Notes/multi.json", $$$"""
            {"record":{"3":{"_id":"{{{b}}}","inc":{"level":1}},"1":{"id":"{{{b}}}","level":"5"},"2":{"id":"{{{a}}}","name":"A"},
             "4":{"id":"{{{Missing}}}"} } }
            """);

        Assert.Equal((HttpStatusCode.OK, "Notes"), (status, (string)body!["class_name"]!));
        Assert.Equal($$"""{"ids":["{{Missing}}"]}""", RestClient.Text(body["not_found"]));
        Assert.Equal("bA", Notes.Names(body));
        Assert.Equal((6, "A"), ((int)(await alice.ReadNoteAsync(b))["level"]!, (string)(await alice.ReadNoteAsync(a))["name"]!));
    }

    [Theory]
    [InlineData("""{}""", 422)]
    [InlineData("""{"record":[]}""", 422)]
    [InlineData("""{"record":{"1":{"id":"{own}","name":"x"},"2":5}}""", 422)]
    [InlineData("""{"record":{"1":{"id":"{own}","name":"x"},"2":{"name":"y"}}}""", 422)]
    [InlineData("""{"record":{"1":{"id":"{own}","name":"x"},"2":{"id":"{own}","level":"much"}}}""", 422)]
    [InlineData("""{"record":{"1":{"id":"{own}","name":"x"},"2":{"id":"{foreign}","name":"y"}}}""", 403)]
    [InlineData("""{"record":{"1":{"id":"{own}","name":"x"},"2":{"id":"{own}","permissions":"all"}}}""", 422)]
    public async Task When_one_of_several_is_wrong_none_is_changed(string update, int expected)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (own, foreign) = (await alice.NoteAsync("""{"name":"a"}"""), await bob.NoteAsync("""{"name":"b"}"""));

        var (status, _) = await alice.PutAsync("/data/Notes/multi", update
            .Replace("{own}", own, StringComparison.Ordinal).Replace("{foreign}", foreign, StringComparison.Ordinal));
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal(expected, (int)status);
        Assert.Equal("ab", Notes.Names(list));
    }

    [Fact]
    public async Task What_fits_a_condition_is_changed_as_far_as_it_may_be()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await alice.NoteAsync("""{"name":"a","level":1}""");
        await alice.NoteAsync("""{"name":"b","level":2}""");
        await bob.NoteAsync("""{"name":"c","level":2}""");
        await bob.NoteAsync("""{"name":"d","level":3,"permissions":{"update":{"access":"open"}}}""");

        var (status, body) = await alice.PutAsync(
            "/data/Notes/by_criteria.json", """{"search_criteria":{"level":{"gte":2}},"name":"z","inc":{"level":10}}""");
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((0, 100, 2), ((int)body!["skip"]!, (int)body["limit"]!, (int)body["total_found"]!));
        Assert.Equal([12, 13], body["items"]!.AsArray().Select(item => (int)item!["level"]!));
        Assert.Equal("azcz", Notes.Names(list));
    }

    [Fact]
    public async Task More_are_changed_than_are_shown()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var records = new JsonObject(Enumerable.Range(0, 120).Select(i => KeyValuePair.Create($"{i}", (JsonNode?)new JsonObject())));
        await alice.PostAsync("/data/Notes/multi", new JsonObject { ["record"] = records }.ToJsonString());

        var (_, body) = await alice.PutAsync("/data/Notes/by_criteria", """{"search_criteria":{"user_id":101},"level":7}""");
        var (_, count) = await alice.GetAsync("/data/Notes?level=7&count=1");

        Assert.Equal((120, 100, 120), ((int)body!["total_found"]!, body["items"]!.AsArray().Count, (int)count!["items"]!["count"]!));
    }

    [Theory]
    [InlineData("{}", "base")]
    [InlineData("""{"search_criteria":{}}""", "base")]
    [InlineData("""{"search_criteria":"level"}""", "base")]
    [InlineData("""{"search_criteria":{"nothing":1}}""", "nothing")]
    [InlineData("""{"search_criteria":{"level":1,"token":1}}""", "token")]
    [InlineData("""{"search_criteria":{"level":{"like":1}}}""", "level")]
    [InlineData("""{"search_criteria":{"level":{"gt":"much"}}}""", "level")]
    [InlineData("""{"search_criteria":{"level":{"gt":[0]}}}""", "level")]
    [InlineData("""{"search_criteria":{"level":{"gt":{"lt":0}}}}""", "level")]
    [InlineData("""{"search_criteria":{"level":{"gt":0,"like":0}}}""", "level")]
    [InlineData("""{"search_criteria":{"name":{"ne":["x","y"]}}}""", "name")]
    [InlineData("""{"search_criteria":{"level":1},"level":"much"}""", "level")]
    [InlineData("""{"search_criteria":{"level":1},"update_by_index":{"marks":{"0":1}}}""", "marks")]
    public async Task A_condition_or_a_value_that_is_not_understood_changes_nothing(string update, string field)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.NoteAsync("""{"name":"a","level":1,"marks":[1]}""");
        await alice.NoteAsync("""{"name":"b","level":1}""");
        var (_, before) = await alice.GetAsync("/data/Notes");

        var (status, body) = await alice.PutAsync("/data/Notes/by_criteria", update);
        var (_, after) = await alice.GetAsync("/data/Notes");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal([field], Notes.Wrong(body));
        Assert.Equal(RestClient.Text(before), RestClient.Text(after));
    }

    [Theory]
    [InlineData("/data/NoSuchClass/multi")]
    [InlineData("/data/NoSuchClass/by_criteria")]
    [InlineData("/data/NoSuchClass/5f00000000000000000000ff")]
    public async Task A_class_that_is_not_there_is_not_found(string path)
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, _) = await alice.PutAsync(path, """{"record":{"1":{"id":"a"}},"search_criteria":{"user_id":101}}""");

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task With_a_record_go_its_children_and_theirs()
    {
        await using var sandbox = await Notes.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var parent = await alice.NoteAsync("""{"name":"a"}""");
        var child = await bob.NoteAsync($$"""{"name":"b","_parent_id":"{{parent}}"}""");
        await alice.NoteAsync($$"""{"name":"c","_parent_id":"{{child}}"}""");
        var other = await alice.NoteAsync($$"""{"name":"d","_parent_id":"{{parent}}"}""");
        await alice.NoteAsync("""{"name":"e"}""");

        await alice.DeleteAsync($"/data/Notes/{other}");
        var (_, children) = await alice.GetAsync($"/data/Notes?_parent_id={parent}");
        await alice.DeleteAsync($"/data/Notes/{parent}");
        var (_, list) = await alice.GetAsync("/data/Notes");

        Assert.Equal(("b", "e"), (Notes.Names(children), Notes.Names(list)));
    }
}
