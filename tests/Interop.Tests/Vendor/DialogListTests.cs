using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M09, M13, M14, M16 and M17: the vendor's client lists dialogs.</summary>
public sealed class DialogListTests : IAsyncLifetime
{
    private const string News = "5f0000000000000000000b01";
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task M09_M16_dialogs_of_all_four_types_are_listed_sorted_paged_and_counted()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        var group = await alice.MakeAsync(2, "Group");
        var pair = await alice.MakeAsync(3, occupants: [102]);
        var open = await alice.MakeAsync(4, "Public");

        var all = await ListAsync(alice, new JsonObject { ["sort_asc"] = "created_at" });
        var page = await ListAsync(alice, new JsonObject { ["sort_asc"] = "created_at", ["limit"] = 2, ["skip"] = 1 });
        var count = await alice.CallAsync("chat.dialog.list", new JsonObject { ["count"] = 1 });

        Assert.Equal([(News, 1), (group, 2), (pair, 3), (open, 4)], all);
        Assert.Equal([group, pair], page.Select(dialog => dialog.Id));
        Assert.Equal(4, (int)count!["items"]!["count"]!);
    }

    [Fact]
    public async Task M16_the_dialog_that_was_last_written_in_comes_first()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        var (first, second) = (await alice.MakeAsync(2, "First"), await alice.MakeAsync(2, "Second"));
        await alice.WriteAsync(first, "here");

        var dialogs = await ListAsync(alice, new JsonObject { ["sort_desc"] = "last_message_date_sent", ["type"] = 2 });

        Assert.Equal([first, second], dialogs.Select(dialog => dialog.Id));
        Assert.Equal("here", (string)(await alice.DialogAsync(first))["last_message"]!);
    }

    [Fact]
    public async Task M17_dialogs_are_filtered_by_fields_and_operators()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        var group = await alice.MakeAsync(2, "Lunch 🍲");
        var pair = await alice.MakeAsync(3, occupants: [102]);
        var made = DateTimeOffset.Parse((string)(await alice.DialogAsync(pair))["updated_at"]!);

        async Task<IEnumerable<string>> FindAsync(string json) =>
            (await ListAsync(alice, JsonNode.Parse(json)!.AsObject())).Select(dialog => dialog.Id).Order();

        Assert.Equal([group, pair], await FindAsync("""{"type":{"in":[2,3]}}"""));
        Assert.Equal([News], await FindAsync("""{"type":{"nin":[2,3]}}"""));
        Assert.Equal([group], await FindAsync("""{"name":{"ctn":"unch 🍲"}}"""));
        Assert.Equal([pair], await FindAsync("""{"name":"Bob"}"""));
        Assert.Equal([pair], await FindAsync($$$"""{"_id":{"in":["{{{pair}}}","5f00000000000000000000ff"]}}"""));
        Assert.Empty(await FindAsync($$"""{"updated_at[gt]":{{made.ToUnixTimeSeconds() + 60}}}"""));
        Assert.Contains(pair, await FindAsync($$$"""{"updated_at":{"gte":{{{made.ToUnixTimeSeconds()}}} } }"""));
    }

    [Fact]
    public async Task M14_extensions_hold_what_is_configured_as_text_and_are_a_filter()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        var made = await alice.CallAsync("chat.dialog.create", JsonNode.Parse(
            """{"type":2,"name":"Bar","extensions":{"location":"Sun bar","unknown":1}}"""));
        await alice.MakeAsync(2, "Other");

        var found = await ListAsync(alice, JsonNode.Parse("""{"extensions":{"location":"Sun bar"}}""")!.AsObject());
        var changed = await alice.CallAsync(
            "chat.dialog.update", (string)made!["_id"]!, JsonNode.Parse("""{"extensions":{"location":7}}"""));
        var reset = await alice.CallAsync("chat.dialog.update", (string)made["_id"]!, JsonNode.Parse("""{"extensions":null}"""));

        Assert.Equal("""{"location":"Sun bar"}""", made["extensions"]!.ToJsonString());
        Assert.Equal((string)made["_id"]!, Assert.Single(found).Id);
        Assert.Equal("""{"location":"7"}""", changed!["extensions"]!.ToJsonString());
        Assert.Null(reset!["extensions"]);
    }

    [Fact]
    public async Task M13_news_are_listed_for_all_and_written_and_made_by_the_administration_only()
    {
        await using var bot = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bot);
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);

        await bot.WriteAsync(News, "hear, hear");

        Assert.Equal(403, await alice.ErrorAsync("chat.dialog.create", new JsonObject { ["type"] = 1, ["name"] = "Mine" }));
        Assert.Equal(
            403, await alice.ErrorAsync("chat.message.create", new JsonObject { ["chat_dialog_id"] = News, ["message"] = "me too" }));
        Assert.Equal(1, (int)(await alice.DialogAsync(News))["unread_messages_count"]!);
        Assert.Equal("hear, hear", (string)Assert.Single(await alice.HistoryAsync(News))!["message"]!);
    }

    private static async Task<(string Id, int Type)[]> ListAsync(VendorClient client, JsonObject parameters)
    {
        var list = await client.CallAsync("chat.dialog.list", parameters);
        return [.. list!["items"]!.AsArray().Select(dialog => ((string)dialog!["_id"]!, (int)dialog["type"]!))];
    }
}
