namespace BotPlatform.Interop.Tests.Prosody;

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
