using BotPlatform.Xmpp.Streams.Negotiation;

namespace BotPlatform.Xmpp;

/// <summary>
/// RFC 6120 §4.9.3.19 (<c>see-other-host</c>) and XEP-0198 §3 (<c>location</c>): the server wants us elsewhere. The certificate
/// there must still be the account's domain's, and a referral is followed once. WebSocket has neither.
/// </summary>
internal static class ServerRedirect
{
    /// <summary>Where the next attempt goes instead of to the configured server; null for no change.</summary>
    public static Uri? Find(XmppException error, ResumptionTicket? ticket, Uri configured) => error is XmppConnectionException e
        ? TryParse(e.OtherHost ?? ticket?.Location, configured)
        : null;

    private static Uri? TryParse(string? host, Uri configured) =>
        host is { Length: > 0 and <= 256 }
        && configured.Scheme is "xmpp" or "xmpps"
        && Uri.TryCreate($"{configured.Scheme}://{host}", UriKind.Absolute, out var uri)
        && uri is { PathAndQuery: "" or "/", UserInfo: "", Fragment: "" }
            ? uri
            : null;
}
