using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

public sealed class HistoryTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Fact]
    public async Task A_message_that_was_sent_with_save_to_history_is_there_with_its_parameters()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<message to='102-1@localhost' type='chat' id='{Id}'><body>hello</body><extraParams><save_to_history>1</save_to_history>"
            + "<date_sent>1700000000123</date_sent><markable>1</markable><mood>fine</mood><geo><lat>1.5</lat></geo>"
            + "<attachment type='image' uid='u1' size='3'/></extraParams></message>");
        await alice.ReadUntilQuietAsync();

        var dialogId = (string)(await rest.PostAsync("/chat/Dialog", """{"type":3,"occupants_ids":[102]}""")).Body!["_id"]!;
        var message = Assert.Single(await ListAsync(rest, $"chat_dialog_id={dialogId}"))!;
        Assert.Equal(Id, (string)message["_id"]!);
        Assert.Equal("hello", (string)message["message"]!);
        Assert.Equal(1_700_000_000, (long)message["date_sent"]!);
        Assert.Equal((101, 102), ((int)message["sender_id"]!, (int)message["recipient_id"]!));
        Assert.Equal("fine", (string)message["mood"]!);
        Assert.Equal("""{"lat":"1.5"}""", message["geo"]!.ToJsonString());
        Assert.Equal("""[{"type":"image","uid":"u1","size":"3"}]""", message["attachments"]!.ToJsonString());
        Assert.Null(message["save_to_history"]);
        Assert.Null(message["markable"]);
    }

    [Theory]
    [InlineData("<body>x</body>")]
    [InlineData("<body>x</body><extraParams><save_to_history>0</save_to_history></extraParams>")]
    [InlineData(
        "<body>x</body><destroy xmlns='urn:xmpp:message-destroy-after:0' after='5'/>"
        + "<extraParams><save_to_history>1</save_to_history></extraParams>")]
    [InlineData("<composing xmlns='http://jabber.org/protocol/chatstates'/>")]
    [InlineData("<received xmlns='urn:xmpp:chat-markers:0' id='5f1a2b3c4d5e6f7081920a0c'/>")]
    [InlineData(
        "<body>new</body><replace xmlns='urn:xmpp:message-correct:0' id='5f1a2b3c4d5e6f7081920a0c'/>"
        + "<extraParams><save_to_history>1</save_to_history></extraParams>")]
    public async Task What_is_not_to_be_stored_is_not(string payload)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{Id}'>{payload}</message>");
        await alice.ReadUntilQuietAsync();

        Assert.Empty(await ListAsync(rest, $"chat_dialog_id={dialogId}"));
    }

    [Fact]
    public async Task The_same_message_sent_twice_is_stored_once_and_somebody_elses_id_is_not_taken()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var message = $"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{Id}'><body>x</body>"
            + "<extraParams><save_to_history>1</save_to_history></extraParams></message>";

        await alice.SendAsync(message + message);
        await alice.ReadUntilQuietAsync();
        await bob.SendAsync(message);
        await bob.ReadUntilQuietAsync();

        var stored = await ListAsync(rest, $"chat_dialog_id={dialogId}");
        Assert.Equal([101, 102], stored.Select(m => (int)m!["sender_id"]!));
        Assert.Equal([Id], stored.Select(m => (string)m!["_id"]!).Where(id => id == Id));
    }

    [Theory]
    [InlineData("", "one,two,three,four")]
    [InlineData("sort_desc=date_sent", "four,three,two,one")]
    [InlineData("limit=2&skip=1", "two,three")]
    [InlineData("sort_desc=date_sent&limit=1", "four")]
    [InlineData("date_sent[gt]=1893456000", "three,four")]
    [InlineData("date_sent[lt]=1893456005", "one,two")]
    [InlineData("date_sent[gte]=1893456000.5", "three,four")]
    [InlineData("date_sent[gte]=1893456005&skip=1", "four")]
    [InlineData("date_sent[lte]=1893456005&sort_desc=date_sent&skip=1&limit=2", "three,two")]
    [InlineData("date_sent[lt]=1893456000.5", "one,two")]
    [InlineData("date_sent[gt]=1893456000&date_sent[lt]=1893456005", "")]
    [InlineData("date_sent[gt]=1893456005&date_sent[lt]=1893456000", "")]
    [InlineData("date_sent=1893456005", "three,four")]
    [InlineData("date_sent=1893456000.5", "")]
    [InlineData("date_sent[ne]=1893456005", "one,two")]
    [InlineData("date_sent[in]=1893456005,7", "three,four")]
    [InlineData("date_sent[gte]=2030-01-01T00:00:05Z", "three,four")]
    [InlineData("date_sent[lte]=1893456000&message[ctn]=w", "two")]
    [InlineData("message[ctn]=o", "one,two,four")]
    [InlineData("sender_id=102", "")]
    [InlineData("attachments.type=photo", "two")]
    [InlineData("sort_asc=date_sent&mark_as_read=0", "one,two,three,four")]
    public async Task The_history_is_filtered_sorted_and_cut(string query, string expected)
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await CreateAsync(rest, dialogId, "one");
        await CreateAsync(rest, dialogId, "two", ""","attachments":{"0":{"type":"photo"}}""");
        clock.Advance(TimeSpan.FromSeconds(5));
        await CreateAsync(rest, dialogId, "three");
        await CreateAsync(rest, dialogId, "four");

        var messages = await ListAsync(rest, $"chat_dialog_id={dialogId}&{query}");

        Assert.Equal(expected, string.Join(',', messages.Select(m => (string)m!["message"]!)));
    }

    [Fact]
    public async Task After_an_id_come_the_newer_ones()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        var first = await CreateAsync(rest, dialogId, "one");
        await CreateAsync(rest, dialogId, "two");

        var messages = await ListAsync(rest, $"chat_dialog_id={dialogId}&_id[gt]={first}&mark_as_read=0");

        Assert.Equal("two", (string)Assert.Single(messages)!["message"]!);
    }

    [Fact]
    public async Task Reading_marks_as_read_unless_asked_not_to()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialogId = await alice.CreateGroupAsync(102);
        await CreateAsync(alice, dialogId, "one");

        var before = Assert.Single(await ListAsync(bob, $"chat_dialog_id={dialogId}&mark_as_read=0"))!;
        await ListAsync(bob, $"chat_dialog_id={dialogId}");
        var after = Assert.Single(await ListAsync(alice, $"chat_dialog_id={dialogId}"))!;

        Assert.Equal("[101]", before["read_ids"]!.ToJsonString());
        Assert.Equal("[101,102]", after["read_ids"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("chat_dialog_id=5f00000000000000000000ff", 404)]
    [InlineData("chat_dialog_id=nonsense", 404)]
    [InlineData("chat_dialog_id={dialog}", 403)]
    public async Task A_history_that_is_not_ones_own_is_refused(string query, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        query = query.Replace("{dialog}", await alice.CreateGroupAsync(102), StringComparison.Ordinal);

        var (status, _) = await dave.GetAsync($"/chat/Message?{query}");

        Assert.Equal(expected, (int)status);
    }

    [Fact]
    public async Task A_message_over_rest_reaches_the_chat_only_when_asked_to()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await alice.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await alice.ReadUntilQuietAsync();

        await rest.PostAsync("/chat/Message", """{"recipient_id":102,"message":"quiet"}""");
        var (status, body) = await rest.PostAsync(
            "/chat/Message",
            """{"recipient_id":102,"message":"a < b","send_to_chat":1,"mood":"fine","attachments":[{"type":"photo","uid":"u1"}]}""");

        Assert.Equal(HttpStatusCode.Created, status);
        var message = await bob.ReadUntilAsync("</message>");
        Assert.Contains(
            $"""<message from="101-1@localhost" to="102-1@localhost" id="{(string)body!["_id"]!}" type="chat"><body>a &lt; b</body>""",
            message,
            StringComparison.Ordinal);
        Assert.Contains($"<dialog_id>{(string)body["chat_dialog_id"]!}</dialog_id>", message, StringComparison.Ordinal);
        Assert.Contains("<save_to_history>1</save_to_history>", message, StringComparison.Ordinal);
        Assert.Contains("<mood>fine</mood><attachment type=\"photo\" uid=\"u1\"/>", message, StringComparison.Ordinal);
        await alice.ReadUntilAsync("<sent xmlns=\"urn:xmpp:carbons:2\">");
    }

    [Theory]
    [InlineData("""{"recipient_id":102,"message":"\u0000"}""", 422)]
    [InlineData("""{"recipient_id":102,"message":"x","a b":1}""", 422)]
    [InlineData("""{"recipient_id":999,"message":"x"}""", 404)]
    [InlineData("""{"message":"x"}""", 422)]
    [InlineData("""{"chat_dialog_id":"5f0000000000000000000b01","message":"x"}""", 403)]
    public async Task A_message_that_cannot_be_written_is_refused(string request, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        var (status, _) = await rest.PostAsync("/chat/Message", request);

        Assert.Equal(expected, (int)status);
    }

    [Fact]
    public async Task Of_too_many_messages_the_oldest_go()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.HistoryLimit = 2);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var (one, other) = (await rest.CreateGroupAsync(102), await rest.CreateGroupAsync(103));
        await CreateAsync(rest, one, "first");
        await CreateAsync(rest, other, "second");

        await CreateAsync(rest, other, "third");

        Assert.Empty(await ListAsync(rest, $"chat_dialog_id={one}"));
        Assert.Equal(2, (await ListAsync(rest, $"chat_dialog_id={other}")).Count);
    }

    [Fact]
    public async Task Parameters_of_a_form_body_count_like_those_of_the_query()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await CreateAsync(rest, dialogId, "one");
        using var form = new FormUrlEncodedContent([new("chat_dialog_id", dialogId), new("message[ctn]", "one")]);

        var (status, body) = await rest.SendAsync(HttpMethod.Get, "/chat/Message", form);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(body!["items"]!.AsArray());
    }

    private static async Task<JsonArray> ListAsync(RestClient rest, string query)
    {
        var (status, body) = await rest.GetAsync($"/chat/Message.json?{query}");
        Assert.Equal(HttpStatusCode.OK, status);
        return body!["items"]!.AsArray();
    }

    private static async Task<string> CreateAsync(RestClient rest, string dialogId, string text, string more = "")
    {
        var (status, body) = await rest.PostAsync("/chat/Message", $$"""{"chat_dialog_id":"{{dialogId}}","message":"{{text}}"{{more}}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }
}
