using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Section 4.14: whether somebody looks at the client. The vendor's form is an IQ; XEP-0352, which means the same, is accepted
/// too. An inactive session still gets everything, but its user counts as away for chat alerts.
/// </summary>
internal static class ClientState
{
    public const string Namespace = "urn:xmpp:csi:0";

    public static readonly XmlName MobileName = new("http://tigase.org/protocol/mobile#v2", "mobile");

    /// <summary>XEP-0352 §4: <c>active</c> or <c>inactive</c>; false when it is neither.</summary>
    public static bool TryHandle(ChatSession session, Element element)
    {
        if (element.Name.LocalName is not ("active" or "inactive"))
        {
            return false;
        }

        session.IsInactive = element.Name.LocalName == "inactive";
        return true;
    }

    /// <summary>The vendor's form: <c>enable</c> means inactive; false when it says neither true nor false.</summary>
    public static bool TrySet(ChatSession session, Element mobile)
    {
        var enable = mobile.Attribute("enable");
        if (enable is not ("true" or "1" or "false" or "0"))
        {
            return false;
        }

        session.IsInactive = enable is "true" or "1";
        return true;
    }
}
