namespace BotPlatform.Xmpp.Stanzas;

/// <summary>How much XML a peer may send before the stream is closed with <c>policy-violation</c> (RFC 6120 §4.9.3.14).</summary>
public sealed record XmlLimits
{
    /// <summary>The defaults.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>Bytes of one stanza, markup included. Default 262,144 (256 KiB, section 3.2 of the protocol reference).</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>Elements nested in one another, the stanza itself included. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Attributes and namespace declarations of one element. Default 64.</summary>
    public int MaxAttributes { get; init; } = 64;
}
