namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 6120 §8.3: why a stanza was refused.</summary>
/// <param name="Condition">One of the defined conditions, for example <c>item-not-found</c>.</param>
/// <param name="Type"><c>auth</c>, <c>cancel</c>, <c>continue</c>, <c>modify</c> or <c>wait</c>.</param>
/// <param name="Text">The peer's own explanation, if any.</param>
/// <param name="Code">The number that older servers add and ConnectyCube's SDK reports (section 4.1).</param>
public sealed record StanzaError(string Condition, string Type = "cancel", string? Text = null, int? Code = null)
{
    /// <summary>What is reported when an error stanza does not say why.</summary>
    public const string UndefinedCondition = "undefined-condition";

    private static readonly XmlName ErrorName = new(Namespaces.Client, "error");

    /// <summary>RFC 6120 §8.3.1: who refused, if that is said and is an address.</summary>
    public Jid? By { get; init; }

    /// <summary>RFC 6120 §8.3.4: the condition that an extension or an application adds, if any.</summary>
    public XmlName? Detail { get; init; }

    /// <summary>The error inside a stanza of type <c>error</c>; an undefined condition when it holds none.</summary>
    public static StanzaError Parse(Element stanza) => Parse(stanza.Elements);

    /// <summary>
    /// The error among the payloads of a stanza of type <c>error</c>; an undefined condition when there is none.
    /// </summary>
    public static StanzaError Parse(IReadOnlyList<Element> payloads)
    {
        if (payloads.FirstOrDefault(e => e.Name == ErrorName) is not { } error)
        {
            return new StanzaError(UndefinedCondition);
        }

        var condition = error.Elements.FirstOrDefault(
            e => e.Name.Namespace == Namespaces.StanzaErrors && e.Name.LocalName != "text");
        return new StanzaError(
            condition?.Name.LocalName ?? UndefinedCondition,
            error.Attribute("type") ?? "cancel",
            error.Child(new XmlName(Namespaces.StanzaErrors, "text"))?.Text,
            int.TryParse(error.Attribute("code"), out var code) ? code : null)
        {
            By = Jid.TryParse(error.Attribute("by"), out var by) ? by : null,
            Detail = error.Elements.FirstOrDefault(e => e.Name.Namespace != Namespaces.StanzaErrors)?.Name,
        };
    }

    /// <summary>The <c>error</c> element.</summary>
    public Element ToElement()
    {
        var attributes = new List<XmlAttribute>(3);
        if (By is not null)
        {
            attributes.Add(new XmlAttribute("by", By.ToString()));
        }

        if (Code is { } code)
        {
            attributes.Add(new XmlAttribute("code", code.ToString()));
        }

        attributes.Add(new XmlAttribute("type", Type));
        var children = new List<Element>(3) { new(new XmlName(Namespaces.StanzaErrors, Condition)) };
        if (Text is not null)
        {
            children.Add(new Element(new XmlName(Namespaces.StanzaErrors, "text"), Text));
        }

        if (Detail is { } detail)
        {
            children.Add(new Element(detail));
        }

        return new Element(ErrorName, [.. attributes], [.. children]);
    }

    /// <summary>The condition and the text, for messages and logs.</summary>
    public override string ToString() => Text is null ? Condition : $"{Condition} ({Text})";
}
