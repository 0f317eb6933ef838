using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest;

/// <summary>Section 2.3: guests, the application's own identity provider, and the end of sessions.</summary>
public sealed class SessionKindTests
{
    [Fact]
    public async Task A_guest_has_a_name_and_a_chat_and_no_password()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var guest = new RestClient(sandbox);

        var (status, user) = await SignInAsync(guest, """{"guest":"1","full_name":"Gina"}""");
        var (refused, _) = await guest.PostAsync("/login", $$"""{"login":"{{user!["login"]}}","password":""}""");
        await using var chat = await RawClient.BindAsync(sandbox, (int)user["id"]!, guest.Token!);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("Gina", true), ((string)user["full_name"]!, (bool)user["is_guest"]!));
        Assert.Equal(HttpStatusCode.Unauthorized, refused);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/chat/Dialog")).Status);
        Assert.StartsWith($"{user["id"]}-1@localhost/", chat.Jid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_goes_with_the_session()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var guest = new RestClient(sandbox);
        var (_, user) = await SignInAsync(guest, """{"guest":1}""");
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync($"/users/{user!["id"]}")).Status);

        await guest.DeleteAsync("/session");

        Assert.Equal(HttpStatusCode.NotFound, (await alice.GetAsync($"/users/{user["id"]}")).Status);
    }

    [Fact]
    public async Task A_guest_stays_a_day_whatever_the_guest_does()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var guest = new RestClient(sandbox);
        var (_, user) = await SignInAsync(guest, """{"guest":"1"}""");
        clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync("/session")).Status);
        Assert.Equal("2030-01-02 00:00:00 UTC", guest.LastHeaders["CB-Token-ExpirationDate"]);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await guest.GetAsync("/session")).Status);
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/users/{user!["id"]}")).Status);
    }

    [Fact]
    public async Task A_token_of_the_applications_own_provider_stands_for_a_user()
    {
        await using var sandbox = await TestSandbox.StartAsync(o =>
        {
            o.IdentityTokens["eyJ.alice"] = "alice";
            o.IdentityTokens["eyJ.new"] = "newcomer";
        });
        using var alice = new RestClient(sandbox);
        using var newcomer = new RestClient(sandbox);

        var (_, known) = await SignInAsync(alice, """{"login":"eyJ.alice","password":"whatever"}""");
        var (_, made) = await SignInAsync(newcomer, """{"login":"eyJ.new"}""");
        var (_, again) = await newcomer.PostAsync("/login", """{"login":"eyJ.new"}""");
        var (unknown, _) = await SignInAsync(alice, """{"login":"eyJ.other","password":"whatever"}""");
        await using var chat = await RawClient.BindAsync(sandbox, 105, newcomer.Token!);

        Assert.Equal(101, (int)known!["id"]!);
        Assert.Equal((105, "newcomer"), ((int)made!["id"]!, (string)made["login"]!));
        Assert.Equal(105, (int)again!["user"]!["id"]!);
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.StartsWith("105-1@localhost/", chat.Jid, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"provider":"facebook","keys":{"token":"x"}}""", 422)]
    [InlineData("""{"provider":"firebase_phone","firebase_phone":{"project_id":"x"}}""", 422)]
    [InlineData("""{"provider":{"a":1}}""", 422)]
    [InlineData("""{"user":"alice"}""", 422)]
    [InlineData("""{"user":[]}""", 422)]
    [InlineData("""{"user":{}}""", 404)]
    [InlineData("""{"user":{"login":""}}""", 404)]
    [InlineData("""{"user":{"login":{"a":1},"password":"x"}}""", 404)]
    [InlineData("""{"user":{"login":"alice"}}""", 401)]
    [InlineData("""{"user":{"login":"alice","password":["alice-password"]}}""", 401)]
    [InlineData("""{"user":{"guest":"0","login":"' OR 1=1;--","password":"🐱"}}""", 404)]
    public async Task What_is_no_way_to_sign_in_is_refused(string request, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, body) = await rest.PostAsync("/session", $$"""{"application_id":1,"auth_key":"sandbox",{{request[1..]}}""");

        Assert.Equal(expected, (int)status);
        Assert.NotNull(body!["errors"]);
    }

    [Fact]
    public async Task All_other_sessions_can_be_ended_at_once()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var here = await RestClient.SignInAsync(sandbox, "alice");
        using var there = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");

        var (status, _) = await here.DeleteAsync("/session/list.json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/session")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/session")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/session")).Status);
    }

    [Theory]
    [InlineData("/session/101", 200)]
    [InlineData("/session/102", 404)]
    [InlineData("/session/x", 404)]
    public async Task A_session_is_ended_by_its_id_and_nobody_elses(string path, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");

        var (status, _) = await alice.DeleteAsync(path);

        Assert.Equal(expected, (int)status);
        Assert.Equal(expected == 200, (await alice.GetAsync("/session")).Status == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/session")).Status);
    }

    [Theory]
    [InlineData("/chat/Dialog", null)]
    [InlineData("/users/999", null)]
    [InlineData("/chat/Message", "{not json")]
    public async Task Every_answer_to_a_live_token_says_when_it_ends(string path, string? body)
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        Assert.Equal("2030-01-01 02:00:00 UTC", alice.LastHeaders["CB-Token-ExpirationDate"]);

        await (body is null ? alice.GetAsync(path) : alice.PostAsync(path, body));

        Assert.Equal("2030-01-01 02:00:00 UTC", alice.LastHeaders["CB-Token-ExpirationDate"]);
    }

    [Theory]
    [InlineData("POST", "/blobs")]
    [InlineData("GET", "/blobs")]
    [InlineData("GET", "/blobs/1")]
    [InlineData("DELETE", "/blobs/1")]
    [InlineData("PUT", "/users/101")]
    [InlineData("DELETE", "/users/101")]
    [InlineData("GET", "/users/v2?id=101")]
    [InlineData("GET", "/users")]
    [InlineData("GET", "/users/online")]
    [InlineData("POST", "/data/UserReports")]
    [InlineData("DELETE", "/data/UserReports/by_criteria")]
    [InlineData("POST", "/subscriptions")]
    [InlineData("POST", "/events")]
    [InlineData("DELETE", "/session/list")]
    public async Task A_session_of_the_application_is_not_enough_for_what_users_do(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);
        var (_, session) = await rest.PostAsync("/session", """{"application_id":1,"auth_key":"sandbox"}""");
        rest.Token = (string)session!["session"]!["token"]!;

        var (status, body) = await rest.SendAsync(new HttpMethod(method), path);
        rest.Token = "dead";
        var (dead, _) = await rest.SendAsync(new HttpMethod(method), path);

        Assert.Equal(
            (HttpStatusCode.Forbidden, """{"errors":{"base":["Forbidden. Need user."]}}"""), (status, RestClient.Text(body)));
        Assert.Equal(HttpStatusCode.Unauthorized, dead);
    }

    private static async Task<(HttpStatusCode Status, JsonNode? User)> SignInAsync(RestClient client, string user)
    {
        var (status, body) = await client.PostAsync("/session", $$"""{"application_id":1,"auth_key":"sandbox","user":{{user}}}""");
        client.Token = (string?)body!["session"]?["token"] ?? client.Token;
        return (status, body["session"]?["user"]);
    }
}
