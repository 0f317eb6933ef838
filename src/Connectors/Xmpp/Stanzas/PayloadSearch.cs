namespace BotPlatform.Xmpp.Stanzas;

/// <summary>Finds what means something among the child elements of a stanza or of another element.</summary>
public static class PayloadSearch
{
    /// <summary>The first payload of this kind, or null.</summary>
    /// <exception cref="XmppFormatException">There is one, but it lacks something that the protocol demands.</exception>
    public static T? Find<T>(this IReadOnlyList<Element> elements)
        where T : class, IPayload<T> =>
        elements.FirstOrDefault(e => e.Name == T.Name) is { } element ? T.Parse(element) : null;
}
