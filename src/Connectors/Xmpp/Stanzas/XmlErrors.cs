namespace BotPlatform.Xmpp.Stanzas;

/// <summary>What can be wrong with a peer's XML, and how RFC 6120 §4.9.3 wants the stream to be closed then.</summary>
internal static class XmlErrors
{
    public static XmppFormatException NotWellFormed(string problem) =>
        new($"The XML is not well-formed: {problem}.", "not-well-formed");

    public static XmppFormatException Truncated() => NotWellFormed("it ends too early");

    public static XmppFormatException Restricted(string what) =>
        new($"The stream holds {what}, which XMPP forbids.", "restricted-xml");

    public static XmppFormatException TooLarge(int maxBytes) =>
        new($"A stanza is larger than {maxBytes} bytes.", "policy-violation");

    public static XmppFormatException TooDeep(int maxDepth) =>
        new($"Elements are nested more than {maxDepth} deep.", "policy-violation");

    public static XmppFormatException TooManyAttributes(int maxAttributes) =>
        new($"An element has more than {maxAttributes} attributes.", "policy-violation");
}
