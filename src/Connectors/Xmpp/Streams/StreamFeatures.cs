using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams;

/// <summary>RFC 6120 §4.3.2: what the server offers next.</summary>
internal sealed record StreamFeatures
{
    private static readonly XmlName FeaturesName = new(Namespaces.Stream, "features");

    public required bool OffersTls { get; init; }

    public required IReadOnlyList<string> Mechanisms { get; init; }

    public required bool OffersBind { get; init; }

    public required bool OffersStreamManagement { get; init; }

    /// <summary>The name of everything that is offered.</summary>
    public required IReadOnlyList<XmlName> All { get; init; }

    public static bool IsFeatures(Element element) => element.Name == FeaturesName;

    public static StreamFeatures Parse(Element element) => new()
    {
        OffersTls = element.Child(new XmlName(Namespaces.Tls, "starttls")) is not null,
        Mechanisms =
        [
            .. element.Child(new XmlName(Namespaces.Sasl, "mechanisms"))?.Elements
                .Where(e => e.Name == new XmlName(Namespaces.Sasl, "mechanism"))
                .Select(e => e.Text.Trim()) ?? [],
        ],
        OffersBind = element.Child(new XmlName(Namespaces.Bind, "bind")) is not null,
        OffersStreamManagement = element.Child(new XmlName(Namespaces.StreamManagement, "sm")) is not null,
        All = [.. element.Elements.Select(e => e.Name)],
    };
}
