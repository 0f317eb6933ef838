using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.Xmpp.Tests.Streams;

public sealed class LoginTests
{
    [Fact]
    public async Task A_login_ends_online_with_the_address_that_the_server_assigned()
    {
        var states = new List<XmppState>();
        await using var server = new ScriptedXmppServer();
        var script = server.LogInAsync();

        await using var client = await XmppClient.ConnectAsync(
            server.Options with { StateChanged = states.Add }, cancellationToken: TestTimeout.Token);
        await script;

        Assert.Equal("bot@localhost/r1", client.Address.ToString());
        Assert.Equal(
            [typeof(XmppState.Connecting), typeof(XmppState.Authenticating), typeof(XmppState.Binding), typeof(XmppState.Online)],
            states.Select(s => s.GetType()));
    }

    [Theory]
    [InlineData("not-authorized")]
    [InlineData("account-disabled")]
    public async Task Refused_credentials_are_an_authentication_error(string condition)
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await OfferAsync(server, "PLAIN");
        await server.ExpectAsync("</auth>");
        await server.SendAsync($"<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{condition}/><text>no</text></failure>");

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(() => connect);

        Assert.Equal(condition, error.Condition);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_failure_is_worth_another_try()
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await OfferAsync(server, "PLAIN");
        await server.ExpectAsync("</auth>");
        await server.SendAsync("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/></failure>");

        await Assert.ThrowsAsync<XmppConnectionException>(() => connect);
    }

    [Theory]
    [InlineData("X-UNKNOWN")]
    [InlineData("ANONYMOUS")]
    public async Task A_server_without_a_known_mechanism_is_an_authentication_error(string mechanism)
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await OfferAsync(server, mechanism);

        var error = await Assert.ThrowsAsync<XmppAuthenticationException>(() => connect);

        Assert.Equal("invalid-mechanism", error.Condition);
        Assert.Contains(mechanism, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SCRAM_proves_the_password_to_the_server_and_the_server_to_us()
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        var connection = await server.AcceptAsync();
        await connection.AuthenticateByScramAsync("secret");
        await connection.BindAsync("bot@localhost/r2");

        await using var client = await connect;

        Assert.Equal("bot@localhost/r2", client.Address.ToString());
    }

    [Fact]
    public async Task A_server_that_does_not_prove_itself_in_SCRAM_is_refused()
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await OfferAsync(server, "SCRAM-SHA-1");
        await server.ExpectAsync("</auth>");
        await server.SendAsync("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");

        await Assert.ThrowsAsync<XmppAuthenticationException>(() => connect);
    }

    [Fact]
    public async Task A_stream_error_during_the_login_is_named()
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await server.AcceptAsync();
        await server.SendAsync(ScriptedXmppServer.Header
            + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => connect);

        Assert.Equal("host-unknown", error.StreamErrorCondition);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_time_out()
    {
        await using var server = new ScriptedXmppServer();
        var clock = new ManualClock();

        var connect = XmppClient.ConnectAsync(server.Options with { Time = clock }, cancellationToken: TestTimeout.Token);
        await server.AcceptAsync();
        await server.ExpectAsync("<stream:stream");
        clock.Advance(TimeSpan.FromSeconds(15));

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => connect);
        Assert.Contains("00:00:15", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_connection_error()
    {
        XmppClientOptions options;
        await using (var server = new ScriptedXmppServer())
        {
            options = server.Options;
        }

        var error = await Assert.ThrowsAsync<XmppConnectionException>(
            () => XmppClient.ConnectAsync(options, cancellationToken: TestTimeout.Token));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_text_behind_the_agreement_to_encrypt_is_refused()
    {
        await using var server = new ScriptedXmppServer();
        var connect = XmppClient.ConnectAsync(server.Options, cancellationToken: TestTimeout.Token);
        await server.AcceptAsync();
        await server.SendAsync(ScriptedXmppServer.Header
            + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
        await server.ExpectAsync("<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>");
        await server.SendAsync("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>");

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => connect);

        Assert.Contains("Clear text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_with_an_unknown_scheme_says_which_are_known()
    {
        var options = new XmppClientOptions
        {
            Server = new Uri("http://127.0.0.1"),
            Host = "localhost",
            Credentials = XmppCredentials.Of("bot", "secret"),
        };

        var error = Assert.Throws<ArgumentException>(() => new XmppClient(options));

        Assert.Contains("xmpps://", error.Message, StringComparison.Ordinal);
    }

    private static async Task OfferAsync(ScriptedXmppServer server, string mechanism)
    {
        var connection = await server.AcceptAsync();
        await connection.OfferMechanismAsync(mechanism);
    }
}
