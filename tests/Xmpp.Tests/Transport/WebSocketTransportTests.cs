using System.Net.WebSockets;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Xmpp.Tests.Transport;

/// <summary>RFC 7395: a WebSocket that breaks is a connection that broke, whatever .NET calls it.</summary>
public sealed class WebSocketTransportTests
{
    [Fact]
    public async Task Sending_fails_as_a_broken_connection_when_the_socket_breaks_meanwhile()
    {
        await using var streams = new StreamPair(capacity: 1_000);
        using var socket = WebSocket.CreateFromStream(streams.Client, new WebSocketCreationOptions());
        await using var transport = new WebSocketTransport(socket, isEncrypted: false, isLoopback: true);
        var sending = transport.SendAsync(new byte[10_000], TestTimeout.Token).AsTask();

        socket.Abort();

        // The socket itself says that the sending was cancelled, which nobody did.
        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => sending);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }
}
