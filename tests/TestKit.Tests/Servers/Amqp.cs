using System.Buffers.Binary;
using System.Net.Sockets;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.TestKit.Tests.Servers;

internal static class Amqp
{
    /// <summary>The first frame that a server says to a client.</summary>
    public static async Task<byte[]> GreetingAsync(RabbitMqServer server)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Uri.Host, server.Uri.Port, TestTimeout.Token);
        var stream = client.GetStream();
        await stream.WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), TestTimeout.Token);

        // Type, channel, size; the payload; the end mark.
        var frame = new byte[7];
        await stream.ReadExactlyAsync(frame, TestTimeout.Token);
        Array.Resize(ref frame, 8 + (int)BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(3)));
        await stream.ReadExactlyAsync(frame.AsMemory(7), TestTimeout.Token);
        return frame;
    }
}
