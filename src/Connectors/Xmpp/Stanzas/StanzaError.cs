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

    /// <summary>The error inside a stanza of type <c>error</c>; an undefined condition when it holds none.</summary>
    public static StanzaError Parse(Element stanza)
    {
        if (stanza.Child(ErrorName) is not { } error)
        {
            return new StanzaError(UndefinedCondition);
        }

        var condition = error.Elements.FirstOrDefault(
            e => e.Name.Namespace == Namespaces.StanzaErrors && e.Name.LocalName != "text");
        return new StanzaError(
            condition?.Name.LocalName ?? UndefinedCondition,
            error.Attribute("type") ?? "cancel",
            error.Child(new XmlName(Namespaces.StanzaErrors, "text"))?.Text,
            int.TryParse(error.Attribute("code"), out var code) ? code : null);
    }

    /// <summary>The <c>error</c> element.</summary>
    public Element ToElement()
    {
        var condition = new Element(new XmlName(Namespaces.StanzaErrors, Condition));
        XmlAttribute[] attributes = Code is { } code
            ? [new("code", code.ToString()), new("type", Type)]
            : [new("type", Type)];
        return Text is null
            ? new Element(ErrorName, attributes, condition)
            : new Element(ErrorName, attributes, condition, new Element(new XmlName(Namespaces.StanzaErrors, "text"), Text));
    }

    /// <summary>The condition and the text, for messages and logs.</summary>
    public override string ToString() => Text is null ? Condition : $"{Condition} ({Text})";
}
