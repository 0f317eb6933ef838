namespace BotPlatform.Xmpp.Sessions;

/// <summary>Why a connection ended although we did not want it to.</summary>
/// <param name="Error">What to tell people.</param>
/// <param name="MustSayGoodbye">
/// The stream was ended by the server's word, or is ended by ours: our side of it is closed properly too, and the session with
/// it. Otherwise nothing more is said, so that the session can be resumed.
/// </param>
/// <param name="OurStreamError">RFC 6120 §4.9.3: with which error we end it, if with one.</param>
internal sealed record ConnectionEnd(XmppException Error, bool MustSayGoodbye, string? OurStreamError)
{
    /// <summary>Whether it is we who gave up waiting for the server.</summary>
    public bool IsUnanswered { get; init; }

    public static ConnectionEnd Of(Task ended) => ended.Exception?.InnerException switch
    {
        XmppFormatException error => new(error, true, error.StreamErrorCondition ?? "bad-format"),
        XmppConnectionException { StreamErrorCondition: not null } error => new(error, true, null),
        XmppException error => new(error, false, null),
        { } other => new(new XmppConnectionException("The connection broke.", other), false, null),
        null when ended.IsCanceled => new(new XmppConnectionException("The connection was given up."), false, null),
        null => new(new XmppConnectionException("The server closed the stream."), true, null),
    };
}
