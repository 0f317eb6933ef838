using System.Net.WebSockets;
using System.Text;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>What the servers offer before and after the login, read without our client.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class StreamFeaturesTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task One_can_prove_a_password_without_showing_it(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var stream = await OpenAsync(server);

        var offer = await OfferAsync(stream);
        var mechanisms = offer.Child(new XmlName(Namespaces.Sasl, "mechanisms"))!.Elements.Select(e => e.Text);

        Assert.Equal("PLAIN SCRAM-SHA-256", string.Join(' ', mechanisms.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task A_stream_whose_connection_broke_is_resumed(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var user = server.NewUser();
        string id;
        await using (var stream = await SignInAsync(server, user))
        {
            await stream.SendAsync(
                new Iq { Type = IqType.Set, Id = "b", Payload = new Element(new XmlName(Namespaces.Bind, "bind")) }.ToElement(),
                TestTimeout.Token);
            await NextAsync(stream, "iq");
            await stream.SendAsync(StreamManagement("enable", new XmlAttribute("resume", "true")), TestTimeout.Token);
            var enabled = await NextAsync(stream, "enabled");

            Assert.True(enabled.Attribute("resume") is "true" or "1");
            id = enabled.RequireAttribute("id");
        }

        await using var again = await SignInAsync(server, user);
        await again.SendAsync(
            StreamManagement("resume", new XmlAttribute("previd", id), new XmlAttribute("h", "0")), TestTimeout.Token);

        Assert.Equal(id, (await NextAsync(again, "resumed")).Attribute("previd"));
    }

    private static async Task<XmlStream> OpenAsync(IChatServer server)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(WebSocketTransport.Subprotocol);
        await socket.ConnectAsync(server.Options(TestUsers.Names[0], WayIn.WebSocket).Server, TestTimeout.Token);
        return new XmlStream(new WebSocketTransport(socket, isEncrypted: false, isLoopback: true));
    }

    private static async Task<Element> OfferAsync(XmlStream stream)
    {
        await stream.SendHeaderAsync(new StreamHeader { To = ChatServers.Host }, TestTimeout.Token);
        return await NextAsync(stream, "features");
    }

    private static async Task<XmlStream> SignInAsync(IChatServer server, string user)
    {
        var stream = await OpenAsync(server);
        await OfferAsync(stream);
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{TestUsers.PasswordOf(user)}"));
        await stream.SendAsync(
            new Element(new XmlName(Namespaces.Sasl, "auth"), secret, new XmlAttribute("mechanism", "PLAIN")), TestTimeout.Token);
        await NextAsync(stream, "success");
        await OfferAsync(stream);
        return stream;
    }

    private static Element StreamManagement(string name, params ReadOnlySpan<XmlAttribute> attributes) =>
        new(new XmlName(Namespaces.StreamManagement, name), null, attributes);

    // Servers may send requests for acknowledgements and presences in between.
    private static async Task<Element> NextAsync(XmlStream stream, string name)
    {
        while (true)
        {
            var item = await stream.ReadAsync(TestTimeout.Token);
            if (item.Element is { } element && element.Name.LocalName == name)
            {
                return element;
            }
        }
    }
}
