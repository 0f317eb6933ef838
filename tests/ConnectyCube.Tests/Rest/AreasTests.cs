using System.Net;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class AreasTests
{
    private const string GroupJson = """
        {"_id":"5f0000000000000000000a01","user_id":100,"type":2,"name":"Team","description":null,"photo":null,
         "occupants_ids":[100,101,"102"],"admins_ids":null,"created_at":"2026-01-01T00:00:00Z",
         "xmpp_room_jid":"1_5f0000000000000000000a01@muc.localhost","extensions":{"location":"bar"}}
        """;

    [Fact]
    public async Task A_group_is_created_with_its_members()
    {
        var (rest, service) = Open(HttpStatusCode.Created, GroupJson);

        var dialog = await rest.Dialogs.CreateAsync(
            new NewDialog { Type = DialogType.Group, Name = "Team", OccupantIds = [101, 102] }, TestTimeout.Token);

        Assert.Equal("5f0000000000000000000a01", dialog.Id);
        Assert.Equal(DialogType.Group, dialog.Type);
        Assert.Equal([100, 101, 102], dialog.OccupantIds);
        Assert.Empty(dialog.AdminIds);
        Assert.Equal(
            new StubRequest("POST /base/chat/Dialog", """{"type":2,"occupants_ids":[101,102],"name":"Team"}""", "t1"),
            service.Requests.Last());
    }

    [Fact]
    public async Task A_public_dialog_is_created_without_members()
    {
        var (rest, service) = Open(HttpStatusCode.Created, GroupJson);

        await rest.Dialogs.CreateAsync(
            new NewDialog { Type = DialogType.Public, Name = "Ümläut & co", Description = "d" }, TestTimeout.Token);

        Assert.Equal("""{"type":4,"name":"\u00DCml\u00E4ut \u0026 co","description":"d"}""", service.Requests.Last().Body);
    }

    [Fact]
    public async Task Dialogs_are_listed_by_kind_newest_first()
    {
        var (rest, service) = Open(HttpStatusCode.OK, $$"""{"total_entries":"7","skip":0,"limit":100,"items":[{{GroupJson}}]}""");

        var page = await rest.Dialogs.ListAsync(
            DialogQuery.All.Where(DialogField.Type, Is.EqualTo(DialogType.Group))
                .SortBy(DialogField.LastMessageSentAt, Direction.Descending),
            new Part { Offset = 5, Limit = 20 }, TestTimeout.Token);

        Assert.Equal(7, page.TotalEntries);
        Assert.Single(page.Items);
        Assert.Equal(
            "GET /base/chat/Dialog?type=2&sort_desc=last_message_date_sent&skip=5&limit=20", service.Requests.Last().Line);
    }

    [Fact]
    public async Task A_dialog_is_found_by_its_id()
    {
        var (rest, service) = Open(HttpStatusCode.OK, $$"""{"items":[{{GroupJson}}]}""");

        Assert.Equal("Team", (await rest.Dialogs.GetAsync("5f0000000000000000000a01", TestTimeout.Token))!.Name);
        Assert.Equal("GET /base/chat/Dialog?_id=5f0000000000000000000a01&limit=1", service.Requests.Last().Line);
    }

    [Fact]
    public async Task Another_dialog_than_the_one_asked_for_is_none()
    {
        var (rest, _) = Open(HttpStatusCode.OK, $$"""{"items":[{{GroupJson}}]}""");

        Assert.Null(await rest.Dialogs.GetAsync("5f0000000000000000000a02", TestTimeout.Token));
    }

    [Fact]
    public async Task A_user_is_found_by_login()
    {
        var (rest, service) = Open(HttpStatusCode.OK, """{"items":[{"id":101,"login":"a&b","full_name":"Alice","avatar":null}]}""");

        var user = await rest.Users.GetByLoginAsync("a&b", TestTimeout.Token);

        Assert.Equal((101, "a&b", "Alice"), (user!.Id, user.Login, user.FullName));
        Assert.Equal("GET /base/users/v2?login=a%26b&limit=1", service.Requests.Last().Line);
    }

    [Fact]
    public async Task History_is_read_newest_first_and_without_marking_it_as_read()
    {
        var (rest, service) = Open(HttpStatusCode.OK, """
            {"skip":0,"limit":2,"items":[{"_id":"5f0000000000000000000c01","chat_dialog_id":"5f0000000000000000000a01",
             "message":"hi","date_sent":1767225600,"sender_id":101,"recipient_id":0,"read":0,"mood":"good","attachments":[]}]}
            """);

        var page = await rest.Messages.ListNewestAsync("5f0000000000000000000a01", skip: 0, limit: 2, TestTimeout.Token);

        var message = Assert.Single(page.Items);
        Assert.Equal("hi", message.Text);
        Assert.Equal(101, message.SenderId);
        Assert.Equal(1767225600, message.DateSent);
        Assert.Equal("good", message.Parameters["mood"].GetString());
        Assert.Equal(
            "GET /base/chat/Message?chat_dialog_id=5f0000000000000000000a01&mark_as_read=0&sort_desc=date_sent&skip=0&limit=2",
            service.Requests.Last().Line);
    }

    private static (RestSession, StubService) Open(HttpStatusCode status, string body)
    {
        var service = new StubService(request => request.Line == "POST /base/session"
            ? StubService.SessionOf(100, "t1")
            : StubService.Json(status, body));
        return (service.Open().For(new ConnectyCubeAccount { Login = "bot", Password = "p" }), service);
    }
}
