using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Sections 2.3 and 7, byte for byte.</summary>
public sealed class UsersApiTests
{
    private const string Alice = """
        {"id":"101","full_name":"Alice","login":"alice","email":null,"custom_data":{"a":1},"user_tags":"dev, chess","is_guest":0,
         "created_at":"2018-12-06T12:04:48Z","last_request_at":null,"blob_id":null}
        """;

    [Fact]
    public async Task Users_are_looked_up_by_keys()
    {
        await using var service = RestService.Start(200, $$"""{"items":[{{Alice}}],"limit":100,"skip":0,"total_entries":"1"}""");

        var page = await service.Session.Users.ListAsync(
            UserQuery.Where(UserField.Id, Is.In(1L, 3L)).Where(UserField.LastRequestAt, Is.GreaterThan(DateTimeOffset.FromUnixTimeSeconds(5)))
                .SortBy(UserField.CreatedAt),
            new Part { Offset = 10, Limit = 20 }, TestTimeout.Token);

        Assert.Equal(
            "GET /users/v2?id%5Bin%5D%5B%5D=1&id%5Bin%5D%5B%5D=3&last_request_at%5Bgt%5D=5&sort_asc=created_at&offset=10&limit=20",
            service.Last);
        Assert.Equal(1, page.TotalEntries);
        var user = Assert.Single(page.Items);
        Assert.Equal((101, "alice", """{"a":1}"""), (user.Id, user.Login, user.CustomData));
        Assert.Equal(["dev", "chess"], user.Tags);

        await service.Session.Users.ListAsync(UserQuery.StartingWith(UserField.Login, "alic"), null, TestTimeout.Token);
        Assert.Equal("GET /users/v2?login%5Bstart_with%5D=alic", service.Last);
        Assert.Throws<ArgumentException>(() => UserQuery.StartingWith(UserField.Login, "ali"));
    }

    [Fact]
    public async Task Who_signs_up_needs_no_session_but_the_application_s_key()
    {
        await using var service = RestService.Start(201, $$"""{"user":{{Alice}}}""");

        await service.Session.Users.SignUpAsync(
            new UserProfile { Login = "alice", FullName = "Alice", Tags = "dev" }, "password", TestTimeout.Token);

        Assert.Equal("""POST /users {"user":{"login":"alice","full_name":"Alice","tag_list":"dev","password":"password"}}""", service.Last);
        Assert.Equal("auth-key-secret", service.Asked[0].Header("CB-AuthKey"));
        Assert.Null(service.Asked[0].Header("CB-Token"));
        Assert.Single(service.Server.Asked);
    }

    [Fact]
    public async Task An_account_changes_and_deletes_itself()
    {
        await using var service = RestService.Start(200, $$"""{"user":{{Alice}}}""");

        await service.Session.Users.UpdateAsync(new UserProfile { FullName = "A" }, TestTimeout.Token);
        Assert.Equal("""PUT /users/100 {"user":{"full_name":"A"}}""", service.Last);

        await service.Session.Users.ChangePasswordAsync("old", "new", TestTimeout.Token);
        Assert.Equal("""PUT /users/100 {"user":{"old_password":"old","password":"new"}}""", service.Last);

        await service.Session.Users.DeleteMyselfAsync(TestTimeout.Token);
        Assert.Equal("DELETE /users/100", service.Last);
    }

    [Fact]
    public async Task Who_is_online_is_listed_and_counted()
    {
        await using var service = RestService.Start(asked => HttpAnswer.Text(
            200, asked.Line.EndsWith("count=true", StringComparison.Ordinal) ? """{"count":7}""" : $$"""{"users":[{{Alice}}]}"""));

        Assert.Single(await service.Session.Users.ListOnlineAsync(TestTimeout.Token));
        Assert.Equal(7, await service.Session.Users.CountOnlineAsync(TestTimeout.Token));
        Assert.Equal(["GET /users/online", "GET /users/online?count=true"], service.Asked.Select(a => a.Line));
    }

    [Fact]
    public async Task Sessions_of_all_kinds_are_asked_for()
    {
        await using var service = RestService.Start(202, $$"""{"user":{{Alice}}}""");
        var sessions = service.Rest.Sessions;
        const string Application = "\"application_id\":1,\"auth_key\":\"auth-key-secret\"";

        var token = (await sessions.CreateForApplicationAsync(TestTimeout.Token)).Token;
        await sessions.CreateForGuestAsync("G", TestTimeout.Token);
        await sessions.CreateByProviderAsync("facebook", "t", "s", TestTimeout.Token);
        var user = await sessions.LogInAsync(token, "alice", "p", TestTimeout.Token);
        await sessions.LogOutAsync(token, TestTimeout.Token);
        await sessions.DestroyOthersAsync(token, TestTimeout.Token);

        Assert.Equal(101, user.Id);
        Assert.Equal(
            [
                $"POST /session {{{Application}}}",
                $$$$"""POST /session {{{{{Application}}}},"user":{"guest":"1","full_name":"G"}}""",
                $$$$"""POST /session {{{{{Application}}}},"provider":"facebook","keys":{"token":"t","secret":"s"}}""",
                """POST /login {"login":"alice","password":"p"}""", "DELETE /login ", "DELETE /session/list ",
            ],
            service.Server.Asked.Select(a => $"{a.Line} {a.Body}"));
    }

    [Theory]
    [InlineData("""{"user":null}""")]
    [InlineData("""{"user":{"id":"one"}}""")]
    [InlineData("{}")]
    public async Task An_answer_without_a_user_is_no_user(string body)
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, body), null, null, ("Rest:MaxAttempts", "1"));

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Users.UpdateAsync(new UserProfile { FullName = "A" }, TestTimeout.Token));
    }
}
