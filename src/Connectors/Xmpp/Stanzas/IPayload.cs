namespace BotPlatform.Xmpp.Stanzas;

/// <summary>A child element of a stanza that means something: a value with two conversions.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IPayload<TSelf>
    where TSelf : IPayload<TSelf>
{
    /// <summary>The element that carries it.</summary>
    static abstract XmlName Name { get; }

    /// <summary>Reads the value from the element that carries it.</summary>
    /// <exception cref="XmppFormatException">The element lacks something that the protocol demands.</exception>
    static abstract TSelf Parse(Element element);

    /// <summary>The element that carries the value.</summary>
    Element ToElement();
}
