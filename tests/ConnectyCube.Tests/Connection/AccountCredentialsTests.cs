using System.Net;
using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Tests.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Tests.Connection;

/// <summary>Section 3.3: as whom an account logs in.</summary>
public sealed class AccountCredentialsTests
{
    private static readonly ConnectyCubeAccount Bot = new() { Login = "bot", Password = "bot-password" };

    [Fact]
    public async Task The_user_id_is_asked_for_once_where_the_configuration_does_not_say_it()
    {
        var service = new StubService(_ => StubService.SessionOf(100, "t1"));
        var identity = Identity(null);
        var credentials = Credentials(service, Bot, identity);

        Assert.Equal(new XmppCredentials("100-1", "bot-password"), await credentials.GetAsync(TestTimeout.Token));
        Assert.Equal(new XmppCredentials("100-1", "bot-password"), await credentials.GetAsync(TestTimeout.Token));

        Assert.Single(service.Requests);
        Assert.Equal("100", identity.UserId);
    }

    [Fact]
    public async Task A_token_takes_the_place_of_a_password_and_nobody_is_asked_for_what_is_known()
    {
        var service = new StubService(_ => throw new InvalidOperationException("Nobody asks."));
        var account = new ConnectyCubeAccount { UserId = "100", Token = "t1" };

        Assert.Equal(new XmppCredentials("100-1", "t1"), await Credentials(service, account, Identity("100")).GetAsync(TestTimeout.Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task M06_a_service_that_is_down_fails_one_attempt_and_not_the_account(HttpStatusCode status)
    {
        var answers = new Queue<HttpResponseMessage>([StubService.Json(status, "{}"), StubService.SessionOf(100, "t1")]);
        var credentials = Credentials(new StubService(_ => answers.Dequeue()), Bot, Identity(null));

        await Assert.ThrowsAsync<XmppConnectionException>(() => credentials.GetAsync(TestTimeout.Token).AsTask());

        Assert.Equal("100-1", (await credentials.GetAsync(TestTimeout.Token)).Username);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, """{"errors":["Invalid password"]}""")]
    [InlineData(HttpStatusCode.NotFound, """{"errors":["User not found"]}""")]
    [InlineData(HttpStatusCode.Created, """{"session":{"id":1,"user_id":null,"application_id":1,"token":"t"} }""")]
    public async Task M02_a_service_that_refuses_the_account_ends_the_attempts(HttpStatusCode status, string body)
    {
        var credentials = Credentials(new StubService(_ => StubService.Json(status, body)), Bot, Identity(null));

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(() => credentials.GetAsync(TestTimeout.Token).AsTask());

        Assert.StartsWith("The REST service refuses account bot: ", error.Message, StringComparison.Ordinal);
        var shown = Failures.AtLogin(error, "bot", new Uri("wss://chat.test"), "password");
        Assert.IsType<ConnectorAuthenticationException>(shown);
        Assert.Equal(error.Message, shown.Message);
    }

    private static AccountIdentity Identity(string? userId) =>
        new(new AccountRef("connectycube", "bot"), new ChatAddresses("1", "localhost"), userId);

    private static AccountCredentials Credentials(StubService service, ConnectyCubeAccount account, AccountIdentity identity) =>
        new(account, identity, new ChatAddresses("1", "localhost"), service.Open().For(account));
}
