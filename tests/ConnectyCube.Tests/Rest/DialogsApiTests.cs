using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Section 5, byte for byte.</summary>
public sealed class DialogsApiTests
{
    private const string Id = "5f0000000000000000000a01";
    private const string Other = "5f0000000000000000000a02";
    private const string Bare = $$"""{"_id":"{{Id}}","type":"2"}""";

    [Fact]
    public async Task Everything_that_a_dialog_can_be_is_read()
    {
        await using var service = RestService.Start(200, $$$"""
            {"items":[{"_id":"{{{Id}}}","user_id":"100","type":4,"name":7,"photo":null,"description":"d","occupants_ids":"3, 1,2",
             "occupants_count":"12","admins_ids":[101,"102",null],"pinned_messages_ids":["{{{Other}}}"],
             "created_at":"2018-12-06T12:04:48Z","updated_at":1544097888,"last_message":"hi","last_message_id":"{{{Other}}}",
             "last_message_user_id":"101","last_message_date_sent":"1544097888","last_message_status":"read",
             "unread_messages_count":null,"xmpp_room_jid":"1_{{{Id}}}@muc.localhost","extensions":{"location":"bar","seats":4,"x":null},
             "permissions":{"allow_preview":1},"data":{"class_name":"Trip"},"brand_new":{"a":[1]} }]}
            """);

        var dialog = (await service.Session.Dialogs.GetAsync(Id, TestTimeout.Token))!;

        var at = new DateTimeOffset(2018, 12, 6, 12, 4, 48, TimeSpan.Zero);
        Assert.Equal((100L, DialogType.Public, "7", "d"), (dialog.UserId, dialog.Type, dialog.Name, dialog.Description));
        Assert.Equal([3, 1, 2], dialog.OccupantIds);
        Assert.Equal(12, dialog.OccupantsCount);
        Assert.Equal([101, 102], dialog.AdminIds);
        Assert.Equal([Other], dialog.PinnedMessageIds);
        Assert.Equal((at, at, at), (dialog.CreatedAt, dialog.UpdatedAt, dialog.LastMessageSentAt));
        Assert.Equal((101L, "read", (long?)null), (dialog.LastMessageUserId, dialog.LastMessageStatus, dialog.UnreadCount));
        Assert.Equal(new Dictionary<string, string> { ["location"] = "bar", ["seats"] = "4" }, dialog.Extensions);
        Assert.True(dialog.Permissions!.AllowPreview);
        Assert.Equal("Trip", dialog.Data!.Value.GetProperty("class_name").GetString());
    }

    [Theory]
    [InlineData("""{"items":[{"_id":"5f0000000000000000000a01","type":9}]}""")]
    [InlineData("""
        {"items":[null,{"_id":"5f0000000000000000000a01","type":9,"occupants_ids":7,"admins_ids":null,"extensions":"","created_at":"never",
         "updated_at":{},"permissions":null,"data":[],"pinned_messages_ids":{}}],"total_entries":null}
        """)]
    public async Task What_is_missing_or_strange_costs_only_itself(string body)
    {
        await using var service = RestService.Start(200, body);

        var dialog = (await service.Session.Dialogs.GetAsync(Id, TestTimeout.Token))!;

        Assert.Equal(9, (int)dialog.Type);
        Assert.Null(dialog.CreatedAt);
        Assert.Empty(dialog.Extensions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"items\":7}")]
    [InlineData("{\"items\":[7]}")]
    [InlineData("{\"items\":[{\"type\":2}]}")]
    [InlineData("{\"items\":[{\"_id\":\"a\",\"type\":\"group\"}]}")]
    [InlineData("{\"items\":[{\"_id\":\"\\ud800\",\"type\":2}]}")]
    [InlineData("{\"items\":[{\"_id\":\"a\",\"type\":2,\"user_id\":1e99}]}")]
    [InlineData("{\"items\":[{\"_id\":\"a\",\"type\":2,")]
    public async Task Rubbish_is_one_kind_of_error(string body)
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, body), null, null, ("Rest:MaxAttempts", "1"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Dialogs.GetAsync(Id, TestTimeout.Token));

        Assert.Equal(HttpStatusCode.OK, error.Status);
    }

    [Fact]
    public async Task Filters_are_written_as_the_service_reads_them()
    {
        await using var service = RestService.Start(200, """{"items":[]}""");
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_500);

        await service.Session.Dialogs.ListAsync(
            DialogQuery.All
                .Where(DialogField.UpdatedAt, Is.LessThan(time))
                .Where(DialogField.UpdatedAt, Is.GreaterThan(time))
                .Where(DialogField.UpdatedAt, Is.GreaterThan(DateTimeOffset.FromUnixTimeSeconds(5)))
                .Where(DialogField.Type, Is.In(DialogType.Group, DialogType.Private))
                .Where(DialogField.Name, Is.Containing("a & b"))
                .Where(DialogField.Extension("location"), Is.EqualTo("Sun bar"))
                .SortBy(DialogField.CreatedAt)
                .SortBy(DialogField.LastMessageSentAt, Direction.Descending),
            part: null, TestTimeout.Token);

        Assert.Equal(
            "GET /chat/Dialog?updated_at%5Blt%5D=1767225600.5&updated_at%5Bgt%5D=5&type%5Bin%5D=2%2C3&name%5Bctn%5D=a%20%26%20b"
            + "&extensions%5Blocation%5D=Sun%20bar&sort_desc=last_message_date_sent",
            service.Last);
    }

    [Fact]
    public void A_value_with_a_comma_is_no_part_of_a_list() =>
        Assert.Throws<ArgumentException>(() => Is.In("a,b"));

    [Fact]
    public async Task All_dialogs_are_read_along_their_creation()
    {
        var pages = new Queue<string>([Page(1, 100, 5), Page(100, 2, 5)]);
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, pages.Dequeue()));

        var dialogs = await service.Session.Dialogs.ListAllAsync(DialogQuery.All, TestTimeout.Token).ToListAsync();

        Assert.Equal(101, dialogs.Count);
        Assert.Equal(
            ["GET /chat/Dialog?sort_asc=created_at&skip=0&limit=100", "GET /chat/Dialog?created_at%5Bgte%5D=5&sort_asc=created_at&skip=99&limit=100"],
            service.Asked.Select(a => a.Line));

        static string Page(int first, int count, int second) => new JsonObject
        {
            ["items"] = new JsonArray([.. Enumerable.Range(first, count)
                .Select(i => new JsonObject { ["_id"] = $"d{i}", ["type"] = 2, ["created_at"] = second })]),
        }.ToJsonString();
    }

    [Fact]
    public async Task Dialogs_are_counted()
    {
        await using var service = RestService.Start(200, """{"items":{"count":17}}""");

        Assert.Equal(17, await service.Session.Dialogs.CountAsync(DialogQuery.All, TestTimeout.Token));
        Assert.Equal("GET /chat/Dialog?count=1", service.Last);
    }

    [Fact]
    public async Task Changes_travel_as_the_service_reads_them()
    {
        await using var service = RestService.Start(200, Bare);
        var dialogs = service.Session.Dialogs;

        await dialogs.UpdateAsync(Id, new DialogUpdate { Name = "n", AddOccupants = [1, 2], RemoveAdmins = [3], Pin = [Other] }, TestTimeout.Token);
        Assert.Equal(
            $$$"""PUT /chat/Dialog/{{{Id}}} {"name":"n","push_all":{"occupants_ids":[1,2],"pinned_messages_ids":["{{{Other}}}"]},"pull_all":{"admins_ids":[3]}}""",
            service.Last);

        await dialogs.UpdateAsync(Id, new DialogUpdate { ResetExtensions = true, Permissions = new() { AllowPreview = true } }, TestTimeout.Token);
        Assert.Equal($$$"""PUT /chat/Dialog/{{{Id}}} {"permissions":{"allow_preview":true},"extensions":null}""", service.Last);

        await dialogs.UpdateAsync(Id, new DialogUpdate { Data = [] }, TestTimeout.Token);
        Assert.Equal($$$"""PUT /chat/Dialog/{{{Id}}} {"data":{}}""", service.Last);

        await dialogs.ChangeAdminsAsync(Id, [1], [2], TestTimeout.Token);
        Assert.Equal(
            $$$"""PUT /chat/Dialog/{{{Id}}}/admins {"push_all":{"admins_ids":[1]},"pull_all":{"admins_ids":[2]}}""", service.Last);

        await dialogs.SubscribeAsync(Id, TestTimeout.Token);
        Assert.Equal($"POST /chat/Dialog/{Id}/subscribe", service.Last);

        await dialogs.UnsubscribeAsync(Id, TestTimeout.Token);
        Assert.Equal($"DELETE /chat/Dialog/{Id}/subscribe", service.Last);

        await dialogs.CreateAsync(
            new NewDialog
            {
                Type = DialogType.Group,
                Name = "n",
                AdminIds = [1],
                Extensions = new Dictionary<string, string> { ["location"] = "bar" },
                Data = new JsonObject { ["class_name"] = "Trip" },
            },
            TestTimeout.Token);
        Assert.Equal(
            """POST /chat/Dialog {"type":2,"admins_ids":[1],"name":"n","extensions":{"location":"bar"},"data":{"class_name":"Trip"}}""",
            service.Last);
    }

    [Fact]
    public async Task A_change_that_says_nothing_or_contradicts_itself_is_not_sent()
    {
        await using var service = RestService.Start(200, Bare);
        DialogUpdate[] senseless =
        [
            new(), new() { AddOccupants = [1], RemoveOccupants = [1] }, new() { AddAdmins = [1], RemoveAdmins = [1] },
            new() { Pin = [Id], Unpin = [Id] },
            new() { ResetExtensions = true, Extensions = new Dictionary<string, string> { ["a"] = "b" } },
        ];

        foreach (var update in senseless)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => service.Session.Dialogs.UpdateAsync(Id, update, TestTimeout.Token));
        }

        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Deletions_say_for_whom_in_a_form()
    {
        await using var service = RestService.Start(200, "");
        var dialogs = service.Session.Dialogs;

        await dialogs.DeleteAsync(Id, DeletionScope.ForMe, TestTimeout.Token);
        Assert.Equal($"DELETE /chat/Dialog/{Id}", service.Last);

        await dialogs.DeleteAsync(Id, DeletionScope.ForEverybody, TestTimeout.Token);
        Assert.Equal($"DELETE /chat/Dialog/{Id} force=1", service.Last);
        Assert.Equal("application/x-www-form-urlencoded", service.Asked[^1].Header("Content-Type"));

        await dialogs.ClearHistoryAsync(Id, DeletionScope.ForEverybody, TestTimeout.Token);
        Assert.Equal($"DELETE /chat/Dialog/clearHistory/{Id} force=1", service.Last);
    }

    [Fact]
    public async Task What_became_of_each_of_several_deletions_is_reported()
    {
        await using var service = RestService.Start(200, """
            {"SuccessfullyDeleted":{"ids":["a"]},"NotFound":{"ids":["b"]},"WrongPermissions":{"ids":["c",4]}}
            """);

        var report = await service.Session.Dialogs.DeleteAsync([Id, Other], DeletionScope.ForMe, TestTimeout.Token);

        Assert.Equal($"DELETE /chat/Dialog/{Id},{Other}", service.Last);
        Assert.Equal(["a", "b", "c", "4"], [.. report.Deleted, .. report.NotFound, .. report.NotPermitted]);
        Assert.Equal((1, 1, 2), (report.Deleted.Count, report.NotFound.Count, report.NotPermitted.Count));
        await Assert.ThrowsAsync<ArgumentException>(
            () => service.Session.Dialogs.DeleteAsync([], DeletionScope.ForMe, TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => service.Session.Dialogs.DeleteAsync([Id, ".."], DeletionScope.ForMe, TestTimeout.Token));
    }

    [Theory]
    [InlineData(200, "", "deleted")]
    [InlineData(200, """{"SuccessfullyDeleted":{"ids":[]},"NotFound":{"ids":[]},"WrongPermissions":{"ids":["5f0000000000000000000a01"]}}""", "not permitted")]
    [InlineData(403, """{"errors":["no"]}""", "not permitted")]
    [InlineData(404, """{"errors":["no"]}""", "not found")]
    public async Task A_single_one_of_several_is_reported_alike(int status, string body, string expected)
    {
        await using var service = RestService.Start(status, body);

        var report = await service.Session.Dialogs.DeleteAsync([Id], DeletionScope.ForMe, TestTimeout.Token);

        Assert.Equal(expected, report switch
        {
            { Deleted: [Id], NotFound: [], NotPermitted: [] } => "deleted",
            { Deleted: [], NotFound: [Id], NotPermitted: [] } => "not found",
            { Deleted: [], NotFound: [], NotPermitted: [Id] } => "not permitted",
            _ => "something else",
        });
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public async Task Notifications_are_read_and_switched(string enabled, bool expected)
    {
        await using var service = RestService.Start(200, $$$"""{"notifications":{"enabled":{{{enabled}}}}}""");

        Assert.Equal(expected, await service.Session.Dialogs.GetNotificationsAsync(Id, TestTimeout.Token));
        Assert.Equal($"GET /chat/Dialog/{Id}/notifications", service.Last);

        Assert.Equal(expected, await service.Session.Dialogs.SetNotificationsAsync(Id, true, TestTimeout.Token));
        Assert.Equal($$"""PUT /chat/Dialog/{{Id}}/notifications {"enabled":1}""", service.Last);
    }

    [Fact]
    public async Task Occupants_are_read_by_place()
    {
        await using var service = RestService.Start(200, """{"items":[{"id":101,"login":"alice"},{"id":"102"}]}""");

        var users = await service.Session.Dialogs.ListOccupantsAsync(Id, TestTimeout.Token).ToListAsync();

        Assert.Equal([101, 102], users.Select(u => u.Id));
        Assert.Equal($"GET /chat/Dialog/{Id}/occupants?skip=0&limit=100", service.Last);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_cannot_lead_elsewhere(string id)
    {
        await using var service = RestService.Start(200, Bare);

        await Assert.ThrowsAsync<ArgumentException>(() => service.Session.Dialogs.SubscribeAsync(id, TestTimeout.Token));
        await service.Session.Dialogs.SubscribeAsync("a/b?c", TestTimeout.Token);

        Assert.Equal("POST /chat/Dialog/a%2Fb%3Fc/subscribe", service.Last);
    }
}
