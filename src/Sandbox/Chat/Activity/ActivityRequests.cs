using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Activity;

/// <summary>
/// Section 4.13: asking for a user's last activity (XEP-0012), and subscribing to it, which is the vendor's own.
/// </summary>
internal sealed class ActivityRequests(
    SandboxWorld world, LastActivity activity, Addresses addresses, PrivacyGuard guard)
{
    public static readonly XmlName QueryName = new("jabber:iq:last", "query");
    public static readonly XmlName SubscribeName = new("https://connectycube.com/protocol/status_streaming", "subscribe");

    public static Element Query(long seconds) => new(QueryName, null, new XmlAttribute("seconds", seconds.ToString()));

    /// <summary>How long ago the user was there, or why nobody knows.</summary>
    public (Element? Answer, StanzaError? Refusal) Ask(Address user) =>
        activity.SecondsSince(user.UserId) is { } seconds ? (Query(seconds), null) : (null, Refusals.ItemNotFound);

    /// <summary>Subscribes, or ends a subscription; the answer is empty.</summary>
    public (Element? Answer, StanzaError? Refusal) Subscribe(ChatSession session, Element subscribe)
    {
        var enable = subscribe.Attribute("enable");
        if (subscribe.Attribute("user_jid") is not { } jid || enable is not ("true" or "1" or "false" or "0"))
        {
            return (null, Refusals.BadRequest);
        }

        var address = addresses.Parse(jid, session.StreamHost);
        if (address.Kind != AddressKind.User || !world.Users.TryFind(address.UserId, out _))
        {
            return (null, Refusals.ItemNotFound);
        }

        var isWanted = enable is "true" or "1";
        if (isWanted && guard.IqRefusal(session, address.UserId) is { } refusal)
        {
            return (null, refusal);
        }

        activity.Subscribe(session, address.UserId, isWanted);
        return (null, null);
    }
}
