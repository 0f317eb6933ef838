using System.Text;
using BotPlatform.TestKit.Network;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.TestKit.Tests.Scripted;

/// <summary>The scripts of a login against a client that is played by hand.</summary>
public sealed class LoginsTests : IAsyncLifetime
{
    private const string Open = "<?xml version=\"1.0\"?><stream:stream to=\"localhost\" version=\"1.0\">";
    private readonly StreamPair _pair = new();
    private readonly ScriptedXmppServer _server = new();
    private readonly ScriptedConnection _connection;
    private readonly ScriptedConnection _client;

    public LoginsTests()
    {
        _connection = _server.Accept(_pair);
        _client = new ScriptedConnection(_pair.Client, _pair.Abort);
    }

    [Theory]
    [InlineData(null, "<enabled xmlns='urn:xmpp:sm:3'/>")]
    [InlineData("sm-7", "<enabled xmlns='urn:xmpp:sm:3' id='sm-7' resume='true'/>")]
    public async Task A_login_with_stream_management(string? resumeId, string enabled)
    {
        var script = _connection.LogInAsync(streamManagement: true, resumeId);

        await SignInAsync();
        await _client.SendAsync("<iq id=\"b7\" type=\"set\"><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/></iq>");
        var bound = await _client.ExpectElementAsync("^<iq ");
        await _client.SendAsync("<enable xmlns=\"urn:xmpp:sm:3\" resume=\"true\"/>");

        Assert.Contains("type='result' id='b7'><bind", bound, StringComparison.Ordinal);
        Assert.Contains("<jid>bot@localhost/r1</jid>", bound, StringComparison.Ordinal);
        Assert.Equal(enabled, await _client.NextElementAsync());
        await script;
    }

    [Fact]
    public async Task A_stream_is_resumed_with_both_counters()
    {
        var script = _connection.AuthenticateAsync(streamManagement: true);
        await SignInAsync();
        await script;
        await _client.SendAsync("<resume xmlns=\"urn:xmpp:sm:3\" h=\"4294967295\" previd=\"sm-7\"/>");

        Assert.Equal(("sm-7", uint.MaxValue), await _connection.ExpectResumeAsync());

        await _connection.ResumeAsync("sm-7", handled: 3);
        Assert.Equal("<resumed xmlns='urn:xmpp:sm:3' previd='sm-7' h='3'/>", await _client.NextElementAsync());
        await _connection.AcknowledgeAsync(5);
        Assert.Equal("<a xmlns='urn:xmpp:sm:3' h='5'/>", await _client.NextElementAsync());
    }

    [Theory]
    [InlineData(null, "<failed xmlns='urn:xmpp:sm:3'><item-not-found ")]
    [InlineData(9u, "<failed xmlns='urn:xmpp:sm:3' h='9'><item-not-found ")]
    public async Task A_resumption_can_be_refused(uint? handled, string expected)
    {
        await _connection.RefuseResumeAsync(handled);

        Assert.StartsWith(expected, await _client.NextElementAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_is_asked_how_much_it_has_handled()
    {
        var asking = _connection.RequestAcknowledgementAsync();
        Assert.Equal("<r xmlns='urn:xmpp:sm:3'/>", await _client.NextElementAsync());

        await _client.SendAsync("<presence/><a xmlns=\"urn:xmpp:sm:3\" h=\"12\"/>");

        Assert.Equal(12u, await asking);
    }

    [Fact]
    public async Task Credentials_can_be_refused()
    {
        var script = _connection.RefuseAuthenticationAsync("temporary-auth-failure");
        await _client.SendAsync(Open + "<auth mechanism=\"PLAIN\">AGJvdABzZWNyZXQ=</auth>");

        Assert.Contains("<temporary-auth-failure/>", await _client.ExpectElementAsync("^<failure "), StringComparison.Ordinal);
        await script;
    }

    [Fact]
    public async Task A_client_that_does_not_know_the_password_fails_the_script()
    {
        var script = _connection.AuthenticateByScramAsync("secret");
        await _client.SendAsync($"{Open}<auth mechanism=\"SCRAM-SHA-256\">{Base64("n,,n=bot,r=abc")}</auth>");
        await _client.ExpectElementAsync("^<challenge ");

        await _client.SendAsync($"<response>{Base64($"c=biws,r=abc,p={Base64(new string('x', 32))}")}</response>");

        await Assert.ThrowsAsync<InvalidOperationException>(() => script);
    }

    [Fact]
    public async Task A_stream_can_end_with_an_error()
    {
        await _client.SendAsync(Open);
        await _connection.OfferAsync("");
        await _client.ExpectElementAsync("^<stream:features");

        await _connection.FailAsync("see-other-host", "127.0.0.1:5222");

        Assert.Equal(
            "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:5222</see-other-host>"
            + "</stream:error>",
            await _client.NextElementAsync());
        Assert.Equal("</stream:stream>", await _client.ExpectEndAsync());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _pair.DisposeAsync();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task SignInAsync()
    {
        await _client.SendAsync(Open + "<auth mechanism=\"PLAIN\">AGJvdABzZWNyZXQ=</auth>");
        await _client.ExpectElementAsync("^<success ");
        await _client.SendAsync(Open);
        await _client.ExpectElementAsync("^<stream:features><bind .*<sm ");
    }
}
