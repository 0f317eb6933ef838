using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams;

/// <summary>RFC 6120 §4.9: the reason why a stream ends.</summary>
/// <param name="Condition">One of the defined conditions, for example <c>conflict</c>.</param>
/// <param name="Text">An explanation, if any.</param>
/// <param name="Details">What the condition holds: for <c>see-other-host</c> the host (§4.9.3.19).</param>
public sealed record StreamError(string Condition, string? Text = null, string? Details = null)
{
    private static readonly XmlName ErrorName = new(Namespaces.Stream, "error");

    /// <summary>Whether the element ends a stream with an error.</summary>
    public static bool IsError(Element element) => element.Name == ErrorName;

    /// <summary>Reads it; a condition that is missing is undefined.</summary>
    public static StreamError Parse(Element element)
    {
        var condition = element.Elements.FirstOrDefault(
            e => e.Name.Namespace == Namespaces.StreamErrors && e.Name.LocalName != "text");
        return new StreamError(
            condition?.Name.LocalName ?? StanzaError.UndefinedCondition,
            element.Child(new XmlName(Namespaces.StreamErrors, "text"))?.Text,
            condition?.Text is { Length: > 0 } details ? details : null);
    }

    /// <summary>The <c>stream:error</c> element.</summary>
    public Element ToElement()
    {
        var condition = new Element(new XmlName(Namespaces.StreamErrors, Condition), Details);
        return Text is null
            ? new Element(ErrorName, [], condition)
            : new Element(ErrorName, [], condition, new Element(new XmlName(Namespaces.StreamErrors, "text"), Text));
    }

    internal XmppConnectionException ToException() =>
        new($"The server ended the stream: {Condition}{(Text is null ? "" : $" ({Text})")}.")
        {
            StreamErrorCondition = Condition,
            OtherHost = Condition == "see-other-host" ? Details?.Trim() : null,
        };
}
