using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Everything that the vendor's client can do with custom objects.</summary>
public sealed class RecordTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Class = "Notes";
    private const string Missing = "5f00000000000000000000ff";

    [Fact]
    public async Task Records_are_found_by_every_condition_sorted_counted_and_read_by_their_ids()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        var ids = await CreateAsync(
            alice, "found",
            """{"level":1,"done":true,"tags":["x","y"]}""", """{"level":"2","done":false}""", """{"level":3,"tags":["y"]}""");

        async Task<string> FindAsync(string conditions) => Levels(await alice.CallAsync("data.list", Class, Query("found", conditions)));

        Assert.Equal("3", await FindAsync("""{"level":{"gt":2}}"""));
        Assert.Equal("12", await FindAsync("""{"level":{"lte":2}}"""));
        Assert.Equal("23", await FindAsync("""{"level":{"gte":2,"lt":4}}"""));
        Assert.Equal("13", await FindAsync("""{"level":{"ne":2}}"""));
        Assert.Equal("13", await FindAsync("""{"level":{"in":[1,3]}}"""));
        Assert.Equal("2", await FindAsync("""{"level":{"nin":[1,3]}}"""));
        Assert.Equal("12", await FindAsync("""{"level":{"or":[1,2]}}"""));
        Assert.Equal("1", await FindAsync("""{"tags":{"all":["x","y"]}}"""));
        Assert.Equal("1", await FindAsync("""{"done":true}"""));
        Assert.Equal("32", await FindAsync("""{"sort_desc":"level","limit":2}"""));
        Assert.Equal("2", await FindAsync("""{"sort_asc":"level","skip":1,"limit":1}"""));
        Assert.Equal("3", await FindAsync("""{"limit":-1}"""));
        var count = await alice.CallAsync("data.list", Class, Query("found", """{"count":1}"""));
        Assert.Equal(3, (int)count!["items"]!["count"]!);
        var trimmed = await alice.CallAsync("data.list", Class, Query("found", """{"output":{"include":["level"]}}"""));
        Assert.Equal(["level", "_id"], trimmed!["items"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal("13", Levels(await alice.CallAsync("data.list", Class, new JsonArray(ids[0], Missing, ids[2]))));
        Assert.Equal("2", Levels(await alice.CallAsync("data.list", Class, ids[1])));
    }

    [Fact]
    public async Task A_record_is_changed_with_every_operator()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        var id = Assert.Single(await CreateAsync(alice, "operators", """{"level":5,"tags":["a","b"]}"""));

        async Task<string> TagsAsync(string update)
        {
            var change = JsonNode.Parse(update)!.AsObject();
            change["_id"] = id;
            return string.Concat((await alice.CallAsync("data.update", Class, change))!["tags"]!.AsArray());
        }

        Assert.Equal("abca", await TagsAsync("""{"push":{"tags":["c","a"]}}"""));
        Assert.Equal("abcad", await TagsAsync("""{"add_to_set":{"tags":["d","b"]}}"""));
        Assert.Equal("bcd", await TagsAsync("""{"pull":{"tags":"a"}}"""));
        Assert.Equal("cd", await TagsAsync("""{"pull_with_filter":{"tags":{"ctn":"b"}}}"""));
        Assert.Equal("ed", await TagsAsync("""{"update_by_index":{"tags":{"0":"e"}}}"""));
        Assert.Equal("e", await TagsAsync("""{"pop":{"tags":1}}"""));
        Assert.Equal("", await TagsAsync("""{"pull_all":{"tags":["e","f"]}}"""));
        var counted = await alice.CallAsync("data.update", Class, new JsonObject { ["id"] = id, ["inc"] = new JsonObject { ["level"] = -2 } });
        Assert.Equal(3, (int)counted!["level"]!);
    }

    [Fact]
    public async Task Several_records_are_changed_by_their_ids_or_by_conditions()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(fixture.Server, VendorUser.Bob);
        var own = await CreateAsync(alice, "several", """{"level":1}""", """{"level":2}""");
        var foreign = Assert.Single(await CreateAsync(bob, "several", """{"level":9}"""));

        var several = await alice.CallAsync("data.update", Class, new JsonArray(
            new JsonObject { ["id"] = own[0], ["level"] = 4 },
            new JsonObject { ["_id"] = own[1], ["inc"] = new JsonObject { ["level"] = 3 } },
            new JsonObject { ["id"] = Missing, ["level"] = 4 }));
        var refused = await alice.ErrorAsync("data.update", Class, new JsonArray(new JsonObject { ["id"] = foreign, ["level"] = 1 }));
        var fitting = await alice.CallAsync("data.update", Class, new JsonObject
        {
            ["search_criteria"] = new JsonObject { ["name"] = "several", ["level"] = new JsonObject { ["gt"] = 4 } },
            ["level"] = 7,
        });

        Assert.Equal("45", Levels(several));
        Assert.Equal([Missing], several!["not_found"]!["ids"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(403, refused);
        Assert.Equal((1, "7"), ((int)fitting!["total_found"]!, Levels(fitting)));
        Assert.Equal("479", Levels(await alice.CallAsync("data.list", Class, Query("several", "{}"))));
    }

    [Fact]
    public async Task Several_records_are_deleted_and_each_is_named_by_what_became_of_it()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(fixture.Server, VendorUser.Bob);
        var own = await CreateAsync(alice, "deleted", """{"level":1}""", """{"level":2}""", """{"level":3}""");
        var foreign = Assert.Single(await CreateAsync(bob, "deleted", """{"level":3}"""));

        var lists = await alice.CallAsync("data.delete", Class, new JsonArray(own[0], foreign, Missing));
        var fitting = await alice.CallAsync("data.delete", Class, Query("deleted", """{"level":{"in":[3,4]}}"""));
        var refused = await alice.ErrorAsync("data.delete", Class, new JsonArray(foreign));

        Assert.Equal(
            (own[0], foreign, Missing), (Only("SuccessfullyDeleted"), Only("WrongPermissions"), Only("NotFound")));
        Assert.Equal(1, (int)fitting!["total_deleted"]!);
        Assert.Equal(403, refused);
        Assert.Equal("23", Levels(await alice.CallAsync("data.list", Class, Query("deleted", "{}"))));

        string Only(string list) => (string)Assert.Single(lists![list]!["ids"]!.AsArray())!;
    }

    [Fact]
    public async Task A_record_says_who_may_do_what_with_it()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(fixture.Server, VendorUser.Bob);
        var id = Assert.Single(await CreateAsync(
            alice, "rights", """{"permissions":{"update":{"access":"open_for_users_ids","ids":[102]},"read":{"access":"owner"}}}"""));

        var read = await alice.CallAsync("data.readPermissions", Class, id);
        var changed = await bob.CallAsync("data.update", Class, new JsonObject { ["id"] = id, ["level"] = 1 });
        var refused = await bob.ErrorAsync("data.list", Class, id);

        Assert.Equal((id, "owner"), ((string)read!["record_id"]!, (string)read["permissions"]!["read"]!["access"]!));
        Assert.Equal((1, 403), ((int)changed!["level"]!, refused));
    }

    [Fact]
    public async Task What_does_not_fit_the_class_is_refused_and_what_is_no_field_of_it_ignored()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);

        var wrong = await Assert.ThrowsAsync<VendorException>(
            () => alice.CallAsync("data.create", Class, new JsonObject { ["level"] = "much" }));
        var made = await alice.CallAsync("data.create", Class, new JsonObject { ["level"] = 1, ["user_id"] = 102, ["other"] = "x" });

        Assert.Equal(422, (int)wrong.Reason!["code"]!);
        Assert.Equal("is not of type integer", (string)wrong.Reason["info"]!["errors"]!["level"]![0]!);
        Assert.Equal((101, false), ((int)made!["user_id"]!, made.AsObject().ContainsKey("other")));
    }

    /// <summary>Makes notes with this name, and returns their ids.</summary>
    private static async Task<string[]> CreateAsync(VendorClient client, string name, params string[] notes)
    {
        var records = new JsonArray([.. notes.Select(note => JsonNode.Parse(note))]);
        foreach (var record in records)
        {
            record!["name"] = name;
        }

        var made = await client.CallAsync("data.create", Class, records);
        return [.. made!["items"]!.AsArray().Select(item => (string)item!["_id"]!)];
    }

    private static JsonObject Query(string name, string conditions)
    {
        var query = JsonNode.Parse(conditions)!.AsObject();
        query["name"] = name;
        return query;
    }

    private static string Levels(JsonNode? list) => string.Concat(list!["items"]!.AsArray().Select(item => (int)item!["level"]!));
}
