using System.Net;
using System.Text;

namespace BotPlatform.Sandbox.Tests.Rest;

public sealed class UserTests
{
    [Fact]
    public async Task Sign_up_with_the_auth_key_makes_a_user_who_can_sign_in_everywhere()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, body) = await SignUpAsync(rest, """{"user":{"login":"erin","password":"erin-password","full_name":"Erin"}}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(105, (int)body!["user"]!["id"]!);
        Assert.Equal("Erin", (string)body["user"]!["full_name"]!);
        using var erin = await RestClient.SignInAsync(sandbox, "erin");
        await using var chat = await RawClient.BindAsync(sandbox, 105, "erin-password");
        Assert.StartsWith("105-1@localhost/", chat.Jid, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"user":{"login":"alice","password":"long-enough"}}""", """{"errors":{"login":["has already been taken"]}}""")]
    [InlineData(
        """{"user":{"login":"erin","password":"short"}}""",
        """{"errors":{"password":["is too short (minimum is 8 characters)"]}}""")]
    [InlineData("""{"user":"erin"}""", """{"errors":{"base":["email or login is required"]}}""")]
    [InlineData("""{"user":{"login":"erin"}}""", """{"errors":{"password":["can't be blank"]}}""")]
    [InlineData("""{"user":{"login":"erin","password":["long-enough"]}}""", """{"errors":{"password":["is not a text"]}}""")]
    [InlineData("""{"user":{"email":"erin","password":"long-enough"}}""", """{"errors":{"email":["is invalid"]}}""")]
    [InlineData("""{"user":{"password":"long-enough"}}""", """{"errors":{"base":["email or login is required"]}}""")]
    public async Task A_sign_up_that_is_wrong_says_what_is_wrong(string request, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, body) = await SignUpAsync(rest, request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(answer, RestClient.Text(body));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_text()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = new RestClient(sandbox);

        var (status, _) = await SignUpAsync(rest, "{\"user\":{\"login\":\"erin\",\"password\":\"\\ud800-long-enough\"}}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData("/users/102.json", 200)]
    [InlineData("/users/by_login?login=bob", 200)]
    [InlineData("/users/999", 404)]
    [InlineData("/users/by_login?login=nobody", 404)]
    public async Task Users_are_found_by_id_and_by_login(string path, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await rest.GetAsync(path);

        Assert.Equal(expected, (int)status);
        Assert.Equal(expected == 200 ? "bob" : null, (string?)body!["user"]?["login"]);
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body)> SignUpAsync(RestClient rest, string json) =>
        rest.SendAsync(
            HttpMethod.Post, "/users.json", new StringContent(json, Encoding.UTF8, "application/json"), ("CB-AuthKey", "sandbox"));
}
