using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest;

/// <summary>Section 7: what users change about themselves, and how they go.</summary>
public sealed class UserChangeTests
{
    [Fact]
    public async Task What_is_named_changes_what_is_null_goes_and_the_rest_stays()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.PutAsync("/users/101", """{"user":{"phone":"+49","website":"w","tag_list":["a","b"],"timezone":60}}""");
        clock.Advance(TimeSpan.FromMinutes(1));

        var (status, body) = await alice.PutAsync(
            "/users/101.json", """{"user":{"full_name":"Alice'; DROP TABLE users;-- 🐱","phone":null,"custom_data":7}}""");
        var (_, seen) = await alice.GetAsync("/session");

        var user = body!["user"]!;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Alice'; DROP TABLE users;-- 🐱", (string)user["full_name"]!);
        Assert.Null(user["phone"]);
        Assert.Equal(
            ("w", "a,b", 60, "7"),
            ((string)user["website"]!, (string)user["user_tags"]!, (int)user["timezone"]!, (string)user["custom_data"]!));
        Assert.Equal("2030-01-01T00:01:00Z", (string)user["updated_at"]!);
        Assert.Equal("2030-01-01T00:01:00Z", (string)user["last_request_at"]!);
        Assert.Equal((string)user["full_name"]!, (string)seen!["session"]!["user"]!["full_name"]!);
        Assert.DoesNotContain("password", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_counts_everywhere()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var phone = await RestClient.SignInAsync(sandbox, "alice");

        var (changed, _) = await alice.PutAsync(
            "/users/101", """{"user":{"password":"new-password","old_password":"alice-password"}}""");
        var (old, refusal) = await LogInAsync(phone, "alice-password");
        var (renewed, _) = await LogInAsync(phone, "new-password");

        Assert.Equal(HttpStatusCode.OK, changed);
        Assert.Equal((HttpStatusCode.Unauthorized, """{"errors":["Invalid password"]}"""), (old, RestClient.Text(refusal)));
        Assert.Equal(HttpStatusCode.Accepted, renewed);
        await using var byPassword = await RawClient.BindAsync(sandbox, 101, "new-password");
        await using var byToken = await RawClient.BindAsync(sandbox, 101, alice.Token!);
        Assert.StartsWith("101-1@localhost/", byToken.Jid, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"password":"new-password"}""", """{"errors":{"old_password":["can't be blank"]}}""")]
    [InlineData("""{"password":"new-password","old_password":"no"}""", """{"errors":{"old_password":["is incorrect"]}}""")]
    [InlineData(
        """{"password":"short","old_password":"alice-password"}""",
        """{"errors":{"password":["is too short (minimum is 8 characters)"]}}""")]
    [InlineData("""{"login":"BOB"}""", """{"errors":{"login":["has already been taken"]}}""")]
    [InlineData("""{"email":"bob"}""", """{"errors":{"email":["is invalid"]}}""")]
    [InlineData("""{"login":"ab"}""", """{"errors":{"login":["is too short (minimum is 3 characters)"]}}""")]
    [InlineData("""{"login":""}""", """{"errors":{"base":["email or login is required"]}}""")]
    [InlineData("""{"full_name":{"a":1}}""", """{"errors":{"full_name":["is not a text"]}}""")]
    [InlineData("""{"login":["eve"]}""", """{"errors":{"login":["is not a text"]}}""")]
    [InlineData("""{"tag_list":{"a":1}}""", """{"errors":{"tag_list":["is not a list"]}}""")]
    [InlineData("""{"timezone":"CET"}""", """{"errors":{"timezone":["is not a number"]}}""")]
    public async Task A_change_that_is_wrong_says_what_is_wrong_and_changes_nothing(string fields, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (_, before) = await alice.GetAsync("/users/101");

        var (status, body) = await alice.PutAsync("/users/101", $$"""{"user":{{fields}}}""");
        var (_, after) = await alice.GetAsync("/users/101");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, answer), (status, RestClient.Text(body)));
        Assert.Equal((string)before!["user"]!["updated_at"]!, (string)after!["user"]!["updated_at"]!);
        Assert.Equal("alice", (string)after["user"]!["login"]!);
    }

    [Fact]
    public async Task A_login_that_was_given_up_is_free_again()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");

        await alice.PutAsync("/users/101", """{"user":{"login":"alice2","email":"alice@example.org"}}""");
        var (status, _) = await bob.PutAsync("/users/102", """{"user":{"login":"alice"}}""");
        var (taken, refusal) = await bob.PutAsync("/users/102", """{"user":{"email":"ALICE@example.org"}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken);
        Assert.Equal("""{"errors":{"email":["has already been taken"]}}""", RestClient.Text(refusal));
    }

    [Theory]
    [InlineData("PUT", "/users/102", 403)]
    [InlineData("DELETE", "/users/102", 403)]
    [InlineData("PUT", "/users/999", 404)]
    [InlineData("DELETE", "/users/999", 404)]
    [InlineData("DELETE", "/users/..%2f101", 404)]
    [InlineData("PUT", "/users/99999999999999999999", 404)]
    public async Task Nobody_changes_somebody_else(string method, string path, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, _) = await alice.SendAsync(
            new HttpMethod(method), path, new StringContent("""{"user":{"full_name":"x"}}""", null, "application/json"));
        var (_, bob) = await alice.GetAsync("/users/102");

        Assert.Equal(expected, (int)status);
        Assert.Equal("Bob", (string)bob!["user"]!["full_name"]!);
    }

    [Fact]
    public async Task A_user_who_goes_is_gone_from_sessions_chat_and_groups()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await using var chat = await RawClient.SignInAsync(sandbox, 102);
        await alice.CreateGroupAsync(102, 103);

        var (status, _) = await bob.DeleteAsync("/users/102");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<not-authorized", await chat.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bob.GetAsync("/session")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await alice.GetAsync("/users/102")).Status);
        var (_, dialogs) = await alice.GetAsync("/chat/Dialog?type=2");
        Assert.Equal("[101,103]", dialogs!["items"]![0]!["occupants_ids"]!.ToJsonString());
        var (again, _) = await LogInAsync(alice, "bob-password", "bob");
        Assert.Equal(HttpStatusCode.NotFound, again);
    }

    [Theory]
    [InlineData("GET", "?email=alice@example.org", 200)]
    [InlineData("GET", "?email=nobody@example.org", 404)]
    [InlineData("GET", "?email=bob", 404)]
    [InlineData("GET", "", 422)]
    public async Task A_password_is_reset_by_an_address_that_is_known(string method, string query, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.PutAsync("/users/101", """{"user":{"email":"alice@example.org"}}""");

        var (status, _) = await alice.SendAsync(new HttpMethod(method), $"/users/password/reset.json{query}");
        var (posted, _) = await alice.PostAsync("/users/password/reset", """{"email":"alice@example.org"}""");

        Assert.Equal(expected, (int)status);
        Assert.Equal(HttpStatusCode.OK, posted);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> LogInAsync(RestClient client, string password, string login = "alice") =>
        client.PostAsync("/login", $$"""{"login":"{{login}}","password":"{{password}}"}""");
}
