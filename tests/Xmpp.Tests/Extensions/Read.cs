using System.Diagnostics.CodeAnalysis;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

/// <summary>Stanzas from raw XML, as they come from a stream; <c>xmlns='jabber:client'</c> is part of the text.</summary>
internal static class Read
{
    public static Message Message([StringSyntax(StringSyntaxAttribute.Xml)] string xml) =>
        Xmpp.Stanzas.Message.Parse(Element.Parse(xml));

    public static Presence Presence([StringSyntax(StringSyntaxAttribute.Xml)] string xml) =>
        Xmpp.Stanzas.Presence.Parse(Element.Parse(xml));

    public static Iq Iq([StringSyntax(StringSyntaxAttribute.Xml)] string xml) => Xmpp.Stanzas.Iq.Parse(Element.Parse(xml));
}
