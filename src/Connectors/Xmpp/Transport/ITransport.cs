using System.IO.Pipelines;

namespace BotPlatform.Xmpp.Transport;

/// <summary>How elements are separated on the way.</summary>
public enum Framing
{
    /// <summary>RFC 6120 §4: one XML document that lasts as long as the stream.</summary>
    Document,

    /// <summary>RFC 7395 §3: one element a WebSocket message.</summary>
    Messages,
}

/// <summary>A connection that carries bytes both ways. One reader, one writer.</summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>What the peer sends. Completes when the peer closes the connection.</summary>
    PipeReader Input { get; }

    /// <summary>How elements are separated.</summary>
    Framing Framing { get; }

    /// <summary>Whether the peer was authenticated and nobody else can read along.</summary>
    bool IsEncrypted { get; }

    /// <summary>Whether the peer is on this machine, so that what is not encrypted is not seen by others.</summary>
    bool IsLoopback { get; }

    /// <summary>
    /// Sends bytes; over WebSocket as one message. Returns when the operating system has taken them. One call at a time.
    /// </summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

/// <summary>A transport that can become encrypted in place (RFC 6120 §5).</summary>
public interface IUpgradableTransport : ITransport
{
    /// <summary>Becomes encrypted. Nothing may have arrived in clear text behind the agreement to do so.</summary>
    /// <param name="handshake">Turns the plain stream into the encrypted one.</param>
    /// <exception cref="XmppConnectionException">The handshake failed, or clear text was smuggled in before it.</exception>
    Task UpgradeAsync(Func<Stream, Task<Stream>> handshake);
}
