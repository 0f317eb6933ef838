using System.Net.WebSockets;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Interop.Tests.Prosody;

/// <summary>The server offers what the other tests believe that they choose from.</summary>
[Collection(ProsodyCollection.Name)]
public sealed class ProsodyServerTests(ProsodyServer prosody)
{
    [Theory]
    [InlineData("sha256.test", "PLAIN SCRAM-SHA-256")]
    [InlineData("sha1.test", "PLAIN SCRAM-SHA-1")]
    [InlineData("plain.test", "PLAIN")]
    public async Task Each_host_offers_its_mechanisms(string host, string expected)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(WebSocketTransport.Subprotocol);
        await socket.ConnectAsync(prosody.Address(WayIn.WebSocket), TestTimeout.Token);
        await using var stream = new XmlStream(new WebSocketTransport(socket, isEncrypted: false, isLoopback: true));

        await stream.SendHeaderAsync(new StreamHeader { To = host }, TestTimeout.Token);
        var header = await stream.ReadAsync(TestTimeout.Token);
        var features = await stream.ReadAsync(TestTimeout.Token);

        Assert.Equal(host, header.Header!.From);
        var mechanisms = features.Element!.Elements.Single(e => e.Name.LocalName == "mechanisms").Elements.Select(e => e.Text);
        Assert.Equal(expected, string.Join(' ', mechanisms.Order(StringComparer.Ordinal)));
    }
}
