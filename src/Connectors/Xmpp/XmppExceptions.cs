namespace BotPlatform.Xmpp;

/// <summary>The base of everything that this library throws.</summary>
public abstract class XmppException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The server cannot be reached, the connection broke, or it never became usable: wait and try again.</summary>
public sealed class XmppConnectionException(string message, Exception? innerException = null)
    : XmppException(message, innerException)
{
    /// <summary>
    /// RFC 6120 §4.9.3: the condition when a stream error ended the stream, for example <c>conflict</c> or <c>see-other-host</c>;
    /// null when there was none.
    /// </summary>
    public string? StreamErrorCondition { get; init; }

    /// <summary>RFC 6120 §4.9.3.19: to which host the server referred us; null when it did not.</summary>
    internal string? OtherHost { get; init; }
}

/// <summary>The server refused the credentials, or offers no mechanism that may be used: correct the settings.</summary>
public sealed class XmppAuthenticationException(string message, string condition, Exception? innerException = null)
    : XmppException(message, innerException)
{
    /// <summary>RFC 6120 §6.5: the server's condition, for example <c>not-authorized</c>.</summary>
    public string Condition { get; } = condition;
}

/// <summary>The peer answered a request with an error.</summary>
public sealed class XmppStanzaException(Stanzas.StanzaError error) : XmppException($"The peer refused: {error}.")
{
    /// <summary>The refusal.</summary>
    public Stanzas.StanzaError Error { get; } = error;

    /// <summary>RFC 6120 §8.3.3: for example <c>item-not-found</c>.</summary>
    public string Condition => Error.Condition;
}

/// <summary>Something is not the XML, the address or the stanza that the protocol demands.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="streamErrorCondition">
/// RFC 6120 §4.9.3: how a stream that carried it is to be closed; null when it costs only the one stanza.
/// </param>
/// <param name="innerException">What failed underneath, if anything.</param>
public sealed class XmppFormatException(
    string message, string? streamErrorCondition = null, Exception? innerException = null)
    : XmppException(message, innerException)
{
    /// <summary>
    /// RFC 6120 §4.9.3: how a stream that carried it is to be closed, for example <c>not-well-formed</c>,
    /// <c>restricted-xml</c> or <c>policy-violation</c>; null when it costs only the one stanza.
    /// </summary>
    public string? StreamErrorCondition { get; } = streamErrorCondition;
}
