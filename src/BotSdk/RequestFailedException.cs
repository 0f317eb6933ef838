namespace BotPlatform.BotSdk;

/// <summary>A request has no answer. A bot that can do without it catches this; otherwise its handler is called again.</summary>
/// <param name="message">Says what was asked and why there is no answer.</param>
/// <param name="reason">See <see cref="Reason"/>.</param>
/// <param name="innerException">What failed underneath, if anything.</param>
public sealed class RequestFailedException(string message, string reason, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The host has no such account.</summary>
    public const string UnknownAccount = "unknown-account";

    /// <summary>The account's network cannot do it.</summary>
    public const string NotSupported = "not-supported";

    /// <summary>The account is not connected, or the connection broke before the answer came.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>The credentials of the account were refused.</summary>
    public const string AuthenticationFailed = "authentication-failed";

    /// <summary>No answer came in time. Whether the network has done it is not known.</summary>
    public const string Timeout = "timeout";

    /// <summary>One of the words above, or the network's own where it refused, for example <c>item-not-found</c>.</summary>
    public string Reason { get; } = reason;
}
