namespace BotPlatform.Interop.Tests.Servers;

/// <summary>How a client gets in.</summary>
public enum WayIn
{
    /// <summary>TCP, encrypted after STARTTLS.</summary>
    StartTls,

    /// <summary>TCP inside TLS from the first byte.</summary>
    DirectTls,

    /// <summary>WebSocket, not encrypted.</summary>
    WebSocket,

    /// <summary>WebSocket inside TLS.</summary>
    SecureWebSocket,
}

/// <summary>Where the servers listen.</summary>
internal static class WayInAddresses
{
    /// <summary>The address of a way in on a server that has one port for each, in the order of the enumeration.</summary>
    public static Uri Address(this WayIn wayIn, int[] ports) => wayIn switch
    {
        WayIn.StartTls => new Uri($"xmpp://127.0.0.1:{ports[0]}"),
        WayIn.DirectTls => new Uri($"xmpps://127.0.0.1:{ports[1]}"),
        WayIn.WebSocket => new Uri($"ws://127.0.0.1:{ports[2]}/xmpp-websocket"),
        _ => new Uri($"wss://127.0.0.1:{ports[3]}/xmpp-websocket"),
    };
}
