using System.Net;
using System.Net.Sockets;

namespace BotPlatform.TestKit;

/// <summary>
/// Ports for servers that cannot pick one themselves. Somebody else may take one before the server does, so such a server is started
/// again with new ports when it reports that one is taken.
/// </summary>
public static class FreePorts
{
    /// <summary>So many different loopback ports that nobody listens on.</summary>
    public static int[] Take(int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. sockets.Select(s =>
            {
                s.Start();
                return ((IPEndPoint)s.LocalEndpoint).Port;
            })];
        }
        finally
        {
            foreach (var socket in sockets)
            {
                socket.Dispose();
            }
        }
    }
}
