namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>What follows a step.</summary>
internal enum StepResult
{
    /// <summary>Both sides open a new stream (RFC 6120 §4.3.3).</summary>
    Restart,

    /// <summary>It did not come to anything; another step goes on from what the server offered.</summary>
    Next,

    /// <summary>The stream is ready for stanzas.</summary>
    Done,
}

/// <summary>One thing that is agreed on before stanzas flow: encryption, identity, address.</summary>
internal interface INegotiationStep
{
    /// <summary>Where the connection is while this step runs.</summary>
    XmppState State { get; }

    /// <summary>Whether it is this step's turn.</summary>
    bool Applies(StreamFeatures features, Handshake handshake);

    /// <summary>Does it.</summary>
    Task<StepResult> RunAsync(Handshake handshake, StreamFeatures features, CancellationToken cancellationToken);
}

/// <summary>What has been reached so far.</summary>
/// <param name="IsEncrypted">Nobody can read along.</param>
/// <param name="IsLoopback">The server is on this machine.</param>
/// <param name="IsAuthenticated">The server knows who we are.</param>
internal readonly record struct ConnectionSecurity(bool IsEncrypted, bool IsLoopback, bool IsAuthenticated)
{
    public bool IsPrivate => IsEncrypted || IsLoopback;
}
