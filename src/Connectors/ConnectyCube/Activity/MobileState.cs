using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Activity;

/// <summary>Section 4.14: whether the account is on a device that nobody looks at.</summary>
internal static class MobileState
{
    private static readonly XmlName Name = new("http://tigase.org/protocol/mobile#v2", "mobile");

    public static Iq Request(bool isInactive) => new()
    {
        Type = IqType.Set,
        Payload = new Element(Name, null, new XmlAttribute("enable", isInactive ? "true" : "false")),
    };
}
