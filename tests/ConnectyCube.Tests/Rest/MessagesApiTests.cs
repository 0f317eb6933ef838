using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Section 6, byte for byte.</summary>
public sealed class MessagesApiTests
{
    private const string Id = "5f0000000000000000000c01";
    private const string Other = "5f0000000000000000000c02";
    private const string Group = "5f0000000000000000000a01";
    private const string Bare =
        $$"""{"_id":"{{Id}}","chat_dialog_id":"{{Group}}","date_sent":1544097888,"sender_id":101}""";

    [Fact]
    public async Task Everything_that_a_message_can_be_is_read()
    {
        await using var service = RestService.Start(200, $$$"""
            {"skip":0,"limit":2,"items":[
             {"_id":"{{{Id}}}","chat_dialog_id":"{{{Group}}}","message":null,"date_sent":"1544097888","sender_id":"101","recipient_id":null,
              "attachments":[{"type":"image","uid":"u","size":"12","width":3,"content-type":"image/png"},null,7],
              "read_ids":"101, 102","delivered_ids":[101,"103"],"created_at":"2018-12-06T12:04:48Z","updated_at":"2018-12-06T12:04:48.535Z",
              "reactions":{"own":["👍"],"total":{"👍":"2"}},"views_count":"4","read":"1","mood":"good","deep":{"a":1}},
             {"_id":"{{{Other}}}","chat_dialog_id":"{{{Group}}}","message":5,"date_sent":1544097888123,"sender_id":101,
              "attachments":{"0":{"type":"a"},"1":{"type":"b"}},"read_ids":null,"reactions":null,"read":0}]}
            """);

        var page = await service.Session.Messages.ListAsync(MessageQuery.Of(Group), null, TestTimeout.Token);

        var (first, second) = (page.Items[0], page.Items[1]);
        var at = new DateTimeOffset(2018, 12, 6, 12, 4, 48, TimeSpan.Zero);
        Assert.Equal((null, 101L, null), (first.Text, first.SenderId, first.RecipientId));
        Assert.Equal((at, at, at.AddMilliseconds(535)), (first.SentAt, first.CreatedAt, first.UpdatedAt));
        var attachment = Assert.Single(first.Attachments);
        Assert.Equal(("image", "u", "12", "3", "image/png"), (attachment.Type, attachment.Uid, attachment.Size, attachment.Width, attachment.ContentType));
        Assert.Equal([101, 102], first.ReadIds);
        Assert.Equal([101, 103], first.DeliveredIds);
        Assert.Equal(["👍"], first.Reactions!.Own);
        Assert.Equal(2, first.Reactions.Total["👍"]);
        Assert.True(first.Read);
        Assert.Equal(["mood", "deep"], first.Parameters.Keys);
        Assert.Equal(("5", at.AddMilliseconds(123), false), (second.Text, second.SentAt, second.Read));
        Assert.Equal(["a", "b"], second.Attachments.Select(a => a.Type));
        Assert.Empty(second.Parameters);
    }

    [Fact]
    public async Task Reading_marks_nothing_unless_it_shall()
    {
        await using var service = RestService.Start(200, """{"items":[]}""");
        var messages = service.Session.Messages;
        var since = DateTimeOffset.FromUnixTimeSeconds(5);

        await messages.ListAsync(MessageQuery.Of(Group).Where(MessageField.SentAt, Is.AtLeast(since)), null, TestTimeout.Token);
        Assert.Equal($"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&date_sent%5Bgte%5D=5", service.Last);

        await messages.ListAsync(MessageQuery.ReadBy(Group), null, TestTimeout.Token);
        Assert.Equal($"GET /chat/Message?chat_dialog_id={Group}", service.Last);

        await messages.PreviewAsync(Group, TestTimeout.Token);
        Assert.Equal($"GET /chat/Message?chat_dialog_id={Group}&preview=1", service.Last);
    }

    [Fact]
    public async Task One_message_is_asked_for_by_its_id_and_another_one_is_not_taken_for_it()
    {
        await using var service = RestService.Start(200, $$"""{"items":[{{Bare}}]}""");

        var found = await service.Session.Messages.GetAsync(Group, Id, TestTimeout.Token);
        var other = await service.Session.Messages.GetAsync(Group, Other, TestTimeout.Token);

        Assert.Equal(Id, found!.Id);
        Assert.Null(other);
        Assert.Equal($"GET /chat/Message?chat_dialog_id={Group}&mark_as_read=0&_id={Other}&skip=0&limit=1", service.Last);
    }

    [Fact]
    public async Task Messages_are_made_with_their_parameters()
    {
        await using var service = RestService.Start(201, Bare);

        await service.Session.Messages.CreateAsync(
            new NewMessage
            {
                DialogId = Group,
                Text = "hi",
                SendToChat = true,
                Markable = true,
                Attachments = [new MessageAttachment { Type = "image", Uid = "u", ContentType = "image/png" }],
                Parameters = new Dictionary<string, string> { ["mood"] = "good" },
            },
            TestTimeout.Token);
        Assert.Equal(
            $$$"""POST /chat/Message {"chat_dialog_id":"{{{Group}}}","message":"hi","attachments":{"0":{"type":"image","uid":"u","content-type":"image/png"}},"send_to_chat":1,"markable":1,"mood":"good"}""",
            service.Last);

        await service.Session.Messages.CreateAsync(new NewMessage { RecipientId = 101, Text = "hi" }, TestTimeout.Token);
        Assert.Equal("""POST /chat/Message {"recipient_id":101,"message":"hi"}""", service.Last);
    }

    [Fact]
    public async Task What_makes_no_sense_is_not_sent()
    {
        await using var service = RestService.Start(201, Bare);
        var messages = service.Session.Messages;
        var taken = new Dictionary<string, string> { ["message"] = "other" };

        Task[] senseless =
        [
            Refused(() => messages.CreateAsync(new NewMessage { Text = "nowhere" }, TestTimeout.Token)),
            Refused(() => Task.FromResult(new MessageAttachment { Properties = new Dictionary<string, string> { ["width"] = "4" } })),
            Refused(() => messages.CreateAsync(new NewMessage { DialogId = Group, RecipientId = 1 }, TestTimeout.Token)),
            Refused(() => messages.CreateAsync(new NewMessage { DialogId = Group, Parameters = taken }, TestTimeout.Token)),
            Refused(() => messages.UpdateAsync(Group, [Id], new MessageUpdate(), TestTimeout.Token)),
            Refused(() => messages.UpdateAsync(Group, [], new MessageUpdate { Read = true }, TestTimeout.Token)),
            Refused(() => messages.ReactAsync(Id, null, null, TestTimeout.Token)),
            Refused(() => messages.SendSystemAsync(1, new Dictionary<string, string> { ["recipientId"] = "2" }, TestTimeout.Token)),
        ];
        await Task.WhenAll(senseless);

        Assert.Empty(service.Asked);

        static Task Refused(Func<Task> call) => Assert.ThrowsAsync<ArgumentException>(call);
    }

    [Fact]
    public async Task Messages_are_changed_marked_and_deleted()
    {
        await using var service = RestService.Start(200, """{"SuccessfullyDeleted":{"ids":["a"]}}""");
        var messages = service.Session.Messages;

        await messages.UpdateAsync(Group, [Id, Other], new MessageUpdate { Text = "new", Delivered = true }, TestTimeout.Token);
        Assert.Equal($$"""PUT /chat/Message/{{Id}},{{Other}} {"chat_dialog_id":"{{Group}}","message":"new","delivered":1}""", service.Last);

        await messages.MarkAllReadAsync(Group, TestTimeout.Token);
        Assert.Equal($$"""PUT /chat/Message {"chat_dialog_id":"{{Group}}","read":1}""", service.Last);

        var report = await messages.DeleteAsync([Id], DeletionScope.ForEverybody, TestTimeout.Token);
        Assert.Equal($"DELETE /chat/Message/{Id} force=1", service.Last);
        Assert.Equal(["a"], report.Deleted);
    }

    [Fact]
    public async Task Many_deletions_take_several_calls()
    {
        await using var service = RestService.Start(200, """{"SuccessfullyDeleted":{"ids":["a"]},"NotFound":null}""");

        var report = await service.Session.Messages.DeleteAsync(
            [.. Enumerable.Range(0, 250).Select(i => $"id{i}")], DeletionScope.ForMe, TestTimeout.Token);

        Assert.Equal(3, report.Deleted.Count);
        Assert.Equal([100, 100, 50], service.Asked.Select(a => a.Line.Split(',').Length));
    }

    [Fact]
    public async Task System_messages_carry_what_the_application_wants()
    {
        await using var service = RestService.Start(201, """{"messageId":"m1","recipientId":101,"extensionParams":{}}""");

        var id = await service.Session.Messages.SendSystemAsync(
            101, new Dictionary<string, string> { ["event"] = "x" }, TestTimeout.Token);

        Assert.Equal("m1", id);
        Assert.Equal("""POST /chat/Message/system {"recipientId":101,"event":"x"}""", service.Last);
    }

    [Fact]
    public async Task Unread_messages_are_counted_by_dialog()
    {
        await using var service = RestService.Start(200, $$"""{"total":"3","{{Group}}":2,"x":null}""");

        var counts = await service.Session.Messages.GetUnreadAsync([Group, "x"], TestTimeout.Token);

        Assert.Equal($"GET /chat/Message/unread?chat_dialog_ids={Group}%2Cx", service.Last);
        Assert.Equal((3, 2, 0), (counts.Total, counts.ByDialog[Group], counts.ByDialog.GetValueOrDefault("x")));

        await service.Session.Messages.GetUnreadAsync([], TestTimeout.Token);
        Assert.Equal("GET /chat/Message/unread", service.Last);
    }

    [Fact]
    public async Task Reactions_are_swapped_and_listed()
    {
        await using var service = RestService.Start(200, """{"👍":[101,"102"],"👎":null}""");
        var messages = service.Session.Messages;

        await messages.ReactAsync(Id, "+", "-", TestTimeout.Token);
        Assert.Equal($$"""PUT /chat/Message/{{Id}}/reactions {"add":"\u002B","remove":"-"}""", service.Last);

        var reactions = await messages.GetReactionsAsync(Id, TestTimeout.Token);
        Assert.Equal($"GET /chat/Message/{Id}/reactions", service.Last);
        Assert.Equal([101, 102], reactions["👍"]);
        Assert.Empty(reactions["👎"]);
    }

    [Fact]
    public async Task A_search_says_where_and_when()
    {
        await using var service = RestService.Start(200, $$$"""{"results":{"dialogs":null,"messages":[{{{Bare}}}],"users":[{"id":1}]}}""");
        var day = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        var results = await service.Session.Messages.SearchAsync(
            new MessageSearch { Text = "a b?", DialogIds = [Group], Between = (day, day.AddDays(1)), Limit = 7 }, TestTimeout.Token);

        Assert.Equal(
            $"GET /chat/search?search_text=a%20b%3F&chat_dialog_ids={Group}&start_date=2026-01-03T03%3A04%3A05.000Z"
            + "&end_date=2026-01-02T03%3A04%3A05.000Z&limit=7",
            service.Last);
        Assert.Empty(results.Dialogs);
        Assert.Equal((Id, 1), (Assert.Single(results.Messages).Id, Assert.Single(results.Users).Id));
    }
}
