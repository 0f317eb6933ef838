using System.Net.WebSockets;
using System.Text;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class WebSocketTests
{
    private const string Open = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='127.0.0.1' version='1.0'/>";

    [Theory]
    [InlineData("/ws")]
    [InlineData("/")]
    public async Task One_element_is_one_message_and_features_declare_their_prefix(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var socket = await ConnectAsync(new Uri(sandbox.WebSocketUri, path));

        await SendAsync(socket, Open);

        Assert.StartsWith(
            "<open xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\" from=\"127.0.0.1\" id=\"", await ReceiveAsync(socket), StringComparison.Ordinal);
        var features = await ReceiveAsync(socket);
        Assert.StartsWith("<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\">", features, StringComparison.Ordinal);
        Assert.DoesNotContain("starttls", features, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_works_from_signing_in_to_close()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        using var socket = await SignInAsync(sandbox);

        await SendAsync(socket, "<message xmlns='jabber:client' to='102-1@localhost' type='chat'><body>hi</body></message>");
        await bob.ReadUntilAsync("<body>hi</body>");
        await SendAsync(socket, "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");

        Assert.Equal("<close xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\"/>", await ReceiveAsync(socket));
    }

    [Fact]
    public async Task M06_a_session_that_is_ended_is_told_why()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var socket = await SignInAsync(sandbox);

        Assert.Equal(1, sandbox.Chaos.Kick(101, "conflict"));

        Assert.Equal(
            "<stream:error xmlns:stream=\"http://etherx.jabber.org/streams\">"
            + "<conflict xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error>",
            await ReceiveAsync(socket));
        Assert.Equal("<close xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\"/>", await ReceiveAsync(socket));
    }

    [Fact]
    public async Task Stanzas_carry_their_namespace()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        using var socket = await SignInAsync(sandbox);

        await bob.SendAsync("<message to='101-1@localhost' type='chat'><body>hi</body></message>");

        Assert.StartsWith("<message xmlns=\"jabber:client\" from=\"102-1@localhost/", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_subprotocol_there_is_no_connection()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var socket = new ClientWebSocket();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(sandbox.WebSocketUri, TestTimeout.Token));
    }

    private static async Task<ClientWebSocket> SignInAsync(SandboxServer sandbox)
    {
        var socket = await ConnectAsync(sandbox.WebSocketUri);
        await SendAsync(socket, Open);
        await ReceiveAsync(socket);
        await ReceiveAsync(socket);
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0" + "101-1\0alice-password"));
        await SendAsync(socket, $"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>");
        Assert.Contains("<success ", await ReceiveAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, Open);
        await ReceiveAsync(socket);
        Assert.Contains("<bind ", await ReceiveAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        Assert.Contains("<jid>101-1@localhost/", await ReceiveAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, "<presence xmlns='jabber:client'/>");
        Assert.StartsWith("<presence xmlns=\"jabber:client\"", await ReceiveAsync(socket), StringComparison.Ordinal);
        return socket;
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri uri)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("xmpp");
        await socket.ConnectAsync(uri, TestTimeout.Token);
        Assert.Equal("xmpp", socket.SubProtocol);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string xml) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(xml), WebSocketMessageType.Text, endOfMessage: true, TestTimeout.Token);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var result = await socket.ReceiveAsync(buffer, TestTimeout.Token);
        Assert.True(result.EndOfMessage);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
