using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams;

/// <summary>RFC 6120 §4.9: the reason why a stream ends.</summary>
/// <param name="Condition">One of the defined conditions, for example <c>conflict</c>.</param>
/// <param name="Text">An explanation, if any.</param>
public sealed record StreamError(string Condition, string? Text = null)
{
    private static readonly XmlName ErrorName = new(Namespaces.Stream, "error");

    /// <summary>Whether the element ends a stream with an error.</summary>
    public static bool IsError(Element element) => element.Name == ErrorName;

    /// <summary>Reads it; a condition that is missing is undefined.</summary>
    public static StreamError Parse(Element element) => new(
        element.Elements.FirstOrDefault(e => e.Name.Namespace == Namespaces.StreamErrors && e.Name.LocalName != "text")
            ?.Name.LocalName ?? StanzaError.UndefinedCondition,
        element.Child(new XmlName(Namespaces.StreamErrors, "text"))?.Text);

    /// <summary>The <c>stream:error</c> element.</summary>
    public Element ToElement()
    {
        var condition = new Element(new XmlName(Namespaces.StreamErrors, Condition));
        return Text is null
            ? new Element(ErrorName, [], condition)
            : new Element(ErrorName, [], condition, new Element(new XmlName(Namespaces.StreamErrors, "text"), Text));
    }

    internal XmppConnectionException ToException() =>
        new($"The server ended the stream: {Condition}{(Text is null ? "" : $" ({Text})")}.") { StreamErrorCondition = Condition };
}
