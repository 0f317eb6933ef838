using System.Net.Sockets;

namespace BotPlatform.TestKit.Network;

/// <summary>How a connection ends when nobody says goodbye.</summary>
internal static class SocketResets
{
    /// <summary>Closes a socket so that the peer gets a reset (RST). Harmless when it is closed.</summary>
    public static void Reset(this Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nothing is left to reset.
        }

        socket.Dispose();
    }
}
