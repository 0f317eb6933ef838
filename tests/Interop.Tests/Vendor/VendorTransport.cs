namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>The two transports that the vendor's client has under node.</summary>
public enum VendorTransport
{
    /// <summary>XMPP over WebSocket.</summary>
    WebSocket,

    /// <summary>XMPP over TCP.</summary>
    Tcp,
}
