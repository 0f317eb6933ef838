using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M15, M33 to M35, M39, M58 and M59: the vendor's client reads and searches the history.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task M33_M34_a_history_is_read_page_by_page_both_ways_filtered_and_counted()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        var ids = new List<string>();
        foreach (var number in Enumerable.Range(1, 5))
        {
            ids.Add(await alice.WriteAsync(group, $"{number}"));
        }

        Assert.Equal("1,2,3,4,5", await TextsAsync(alice, group, "{}"));
        Assert.Equal("2,3", await TextsAsync(alice, group, """{"limit":2,"skip":1,"sort_asc":"date_sent"}"""));
        Assert.Equal("5,4", await TextsAsync(alice, group, """{"limit":2,"sort_desc":"date_sent"}"""));
        Assert.Equal("4,5", await TextsAsync(alice, group, $$$"""{"_id":{"gt":"{{{ids[2]}}}"}}"""));
        Assert.Equal("", await TextsAsync(alice, group, """{"date_sent":{"lt":1000000000}}"""));
        Assert.Equal("1,2,3,4,5", await TextsAsync(alice, group, """{"date_sent":{"gte":1000000000},"sender_id":101}"""));
        Assert.Equal("3", await TextsAsync(alice, group, """{"message":{"ctn":"3"}}"""));
        var count = await alice.CallAsync("chat.message.list", new JsonObject { ["chat_dialog_id"] = group, ["count"] = 1 });
        Assert.Equal(5, (int)count!["items"]!["count"]!);
    }

    [Fact]
    public async Task M35_M58_messages_are_read_by_reading_unless_asked_not_to_and_what_is_unread_is_counted()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var (one, two) = (await alice.MakeAsync(2, "One", occupants: [102]), await alice.MakeAsync(2, "Two", occupants: [102]));
        await alice.WriteAsync(one, "a");
        await alice.WriteAsync(one, "b");
        await alice.WriteAsync(two, "c");

        await bob.HistoryAsync(one);   // with mark_as_read=0
        var before = await bob.CallAsync("chat.message.unreadCount");
        await bob.CallAsync("chat.message.list", new JsonObject { ["chat_dialog_id"] = one });
        var after = await bob.CallAsync(
            "chat.message.unreadCount", new JsonObject { ["chat_dialog_ids"] = new JsonArray(one, two) });

        Assert.Equal((3, 2, 1), ((int)before!["total"]!, (int)before[one]!, (int)before[two]!));
        Assert.Equal((1, 0, 1), ((int)after!["total"]!, (int)after[one]!, (int)after[two]!));
        Assert.All(await alice.HistoryAsync(one), message => Assert.Equal("[101,102]", message!["read_ids"]!.ToJsonString()));
    }

    [Fact]
    public async Task M15_a_stranger_previews_a_dialog_that_allows_it()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var made = await alice.CallAsync("chat.dialog.create", JsonNode.Parse(
            """{"type":4,"name":"Market","permissions":{"allow_preview":true}}"""));
        var (open, closed) = ((string)made!["_id"]!, await alice.MakeAsync(4, "Closed"));
        await alice.WriteAsync(open, "fish!");

        Assert.Equal("fish!", await TextsAsync(bob, open, """{"preview":1}"""));
        Assert.Equal(403, await bob.ErrorAsync("chat.message.list", new JsonObject { ["chat_dialog_id"] = open }));
        Assert.Equal(
            403, await bob.ErrorAsync("chat.message.list", new JsonObject { ["chat_dialog_id"] = closed, ["preview"] = 1 }));
        Assert.Equal("[101]", Assert.Single(await alice.HistoryAsync(open))!["read_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task M59_messages_and_dialogs_are_searched()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var (pizza, foreign) = (await alice.MakeAsync(2, "Pizza lovers"), await bob.MakeAsync(2, "Pizza haters"));
        var pair = await alice.MakeAsync(3, occupants: [102]);
        var found = await bob.WriteAsync(pair, "more Pizza, please");
        await bob.WriteAsync(foreign, "no Pizza");

        var results = await SearchAsync(alice, """{"search_text":"Pizza"}""");
        var inOne = await SearchAsync(alice, $$"""{"search_text":"Pizza","chat_dialog_ids":["{{pizza}}"],"limit":3}""");
        var old = await SearchAsync(
            alice, """{"search_text":"Pizza","start_date":"2020-02-01","end_date":"2020-01-01"}""");

        Assert.Equal(found, (string)Assert.Single(results["messages"]!.AsArray())!["_id"]!);
        Assert.Equal([pizza, pair], results["dialogs"]!.AsArray().Select(dialog => (string)dialog!["_id"]!).Order());
        Assert.Equal(102, (int)Assert.Single(results["users"]!.AsArray())!["id"]!);
        Assert.Empty(inOne["messages"]!.AsArray());
        Assert.Empty(old["messages"]!.AsArray());
        Assert.Equal(422, await alice.ErrorAsync("chat.search", new JsonObject { ["search_text"] = "abc" }));
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M39_M60_a_message_over_REST_is_saved_and_reaches_the_chat_and_alerts_if_asked_to(VendorTransport transport)
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(_fixture.Server, transport, VendorUser.Bob);
        await bob.CallAsync("chat.ping");   // by now the server knows that Bob is there
        var group = await alice.MakeAsync(2, "Group", occupants: [102, 103]);

        await alice.WriteAsync(group, "quiet");
        var id = (string)(await alice.CallAsync("chat.message.create", JsonNode.Parse(
            $$"""
            {"chat_dialog_id":"{{group}}","message":"loud","send_to_chat":1,"markable":1,"mood":"fine",
             "attachments":[{"type":"photo","uid":"u1"}]}
            """)))!["_id"]!;

        var (sender, message) = await bob.NextMessageAsync();
        Assert.Equal((101, id, group, "loud"), (sender, (string)message["id"]!, (string)message["dialog_id"]!, (string)message["body"]!));
        var extension = message["extension"]!;
        Assert.Equal(("1", "1", "fine"), (
            (string)extension["save_to_history"]!, (string)extension["markable"]!, (string)extension["mood"]!));
        Assert.Equal("u1", (string)extension["attachments"]![0]!["uid"]!);
        Assert.Equal("quiet,loud", await TextsAsync(alice, group, "{}"));
        Assert.Equal(["Alice: loud"], await _fixture.AlertsAsync(103));
        Assert.Empty(await _fixture.AlertsAsync(102));
    }

    private static async Task<string> TextsAsync(VendorClient client, string dialog, string json)
    {
        var parameters = JsonNode.Parse(json)!.AsObject();
        parameters["chat_dialog_id"] = dialog;
        var list = await client.CallAsync("chat.message.list", parameters);
        return string.Join(',', list!["items"]!.AsArray().Select(message => (string)message!["message"]!));
    }

    private static async Task<JsonNode> SearchAsync(VendorClient client, string json) =>
        (await client.CallAsync("chat.search", JsonNode.Parse(json)))!["results"]!;
}
