using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest;

public sealed class SessionTests
{
    private const string Application = "\"application_id\":\"1\",\"auth_key\":\"sandbox\"";

    [Fact]
    public async Task A_session_of_a_user_names_the_user_and_no_password()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, body) = await rest.PostAsync(
            "/session.json", $$$"""{{{{Application}}},"user":{"login":"alice","password":"alice-password"}}""");

        Assert.Equal(HttpStatusCode.Created, status);
        var session = body!["session"]!;
        Assert.Equal(101, (int)session["user_id"]!);
        Assert.Equal(101, (int)session["id"]!);
        Assert.Equal(1, (int)session["application_id"]!);
        Assert.Matches("^[0-9a-f]{40}$", (string)session["token"]!);
        Assert.Equal("alice", (string)session["user"]!["login"]!);
        Assert.DoesNotContain("password", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_the_application_becomes_one_of_a_user_and_back()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);
        var (_, created) = await rest.PostAsync("/session", $"{{{Application}}}");
        rest.Token = (string)created!["session"]!["token"]!;
        Assert.Null(created["session"]!["user_id"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await rest.GetAsync("/chat/Dialog")).Status);

        var (status, body) = await rest.PostAsync("/login.json", """{"login":"bob","password":"bob-password"}""");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(102, (int)body!["user"]!["id"]!);
        Assert.Equal(HttpStatusCode.OK, (await rest.GetAsync("/chat/Dialog")).Status);
        await rest.SendAsync(HttpMethod.Delete, "/login.json");
        Assert.Equal(HttpStatusCode.Forbidden, (await rest.GetAsync("/chat/Dialog")).Status);
    }

    [Fact]
    public async Task A_destroyed_session_is_gone_with_the_exact_words_that_clients_look_for()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        Assert.Equal(HttpStatusCode.OK, (await rest.GetAsync("/session")).Status);

        Assert.Equal(HttpStatusCode.OK, (await rest.SendAsync(HttpMethod.Delete, "/session")).Status);

        var (status, body) = await rest.GetAsync("/session");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"errors":{"base":["Required session does not exist"]}}""", body!.ToJsonString());
    }

    [Fact]
    public async Task A_session_lives_two_hours_after_its_last_request()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        clock.Advance(TimeSpan.FromMinutes(119));

        Assert.Equal(HttpStatusCode.OK, (await rest.GetAsync("/session")).Status);

        Assert.Equal("2030-01-01 03:59:00 UTC", rest.LastHeaders["CB-Token-ExpirationDate"]);
        clock.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(HttpStatusCode.OK, (await rest.GetAsync("/session")).Status);
        clock.Advance(TimeSpan.FromMinutes(120));
        Assert.Equal(HttpStatusCode.Unauthorized, (await rest.GetAsync("/session")).Status);
    }

    [Fact]
    public async Task A_dead_token_does_not_prevent_a_new_session()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox) { Token = "dead" };

        var (status, _) = await rest.PostAsync("/session", $"{{{Application}}}");

        Assert.Equal(HttpStatusCode.Created, status);
    }

    [Theory]
    [InlineData("""{"application_id":2,"auth_key":"sandbox"}""", 401, """{"errors":["Unauthorized"]}""")]
    [InlineData("""{"application_id":1,"auth_key":"no"}""", 401, """{"errors":["Unauthorized"]}""")]
    [InlineData(
        """{"application_id":1,"auth_key":"sandbox","user":{"login":"alice","password":"no"}}""",
        401, """{"errors":["Invalid password"]}""")]
    [InlineData(
        """{"application_id":1,"auth_key":"sandbox","user":{"login":"nobody","password":"no"}}""",
        404, """{"errors":["User not found"]}""")]
    [InlineData("""{"application_id":1""", 400, """{"errors":["The request body is not valid."]}""")]
    [InlineData("""[1]""", 400, """{"errors":["The request body is not valid."]}""")]
    [InlineData("""{"a":1,"a":2}""", 400, """{"errors":["The request body is not valid."]}""")]
    public async Task A_refused_session_says_why(string request, int status, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (actual, body) = await rest.PostAsync("/session", request);

        Assert.Equal(status, (int)actual);
        Assert.Equal(answer, body!.ToJsonString());
    }

    [Fact]
    public async Task An_unknown_login_is_created_only_when_that_is_switched_on()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.CreateUnknownUsers = true);
        using var rest = new RestClient(sandbox);

        var (status, body) = await rest.PostAsync(
            "/session", $$$"""{{{{Application}}},"user":{"login":"erin","password":"erin-password"}}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(105, (int)body!["session"]!["user_id"]!);
    }

    [Theory]
    [InlineData("GET", "/chat/Dialog")]
    [InlineData("GET", "/users/101")]
    [InlineData("DELETE", "/session")]
    public async Task Without_a_token_there_is_no_answer(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, body) = await rest.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"errors":["Token is required"]}""", body!.ToJsonString());
    }

    [Theory]
    [InlineData("GET", "/nothing/here.json")]
    [InlineData("PUT", "/session")]
    public async Task What_is_not_built_is_not_found(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await rest.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("""{"errors":["The resource wasn't found"]}""", RestClient.Text(body));
    }
}
