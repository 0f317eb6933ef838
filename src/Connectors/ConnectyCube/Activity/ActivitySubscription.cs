using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Activity;

/// <summary>Section 4.13: asks to be told when a user comes or goes; it holds until the end of the session.</summary>
internal static class ActivitySubscription
{
    private static readonly XmlName Name = new("https://connectycube.com/protocol/status_streaming", "subscribe");

    public static Iq Request(Jid user, bool isWanted) => new()
    {
        Type = IqType.Set,
        Payload = new Element(
            Name, null, new XmlAttribute("user_jid", user.ToString()), new XmlAttribute("enable", isWanted ? "true" : "false")),
    };
}
