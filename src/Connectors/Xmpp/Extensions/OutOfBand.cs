using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0066 §3: a URL beside a message, which clients show as an attachment when it is also the body.</summary>
/// <param name="Url">An absolute URL of any scheme; the sender chose it, so look at it before fetching.</param>
/// <param name="Description">What is there, if that is said.</param>
public sealed record OutOfBand(Uri Url, string? Description = null) : IPayload<OutOfBand>
{
    private static readonly XmlName UrlName = new(Namespaces.OutOfBand, "url");
    private static readonly XmlName DescriptionName = new(Namespaces.OutOfBand, "desc");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.OutOfBand, "x");

    /// <inheritdoc />
    public static OutOfBand Parse(Element element) =>
        Uri.TryCreate(element.Child(UrlName)?.Text.Trim(), UriKind.Absolute, out var url)
            ? new OutOfBand(url, element.Child(DescriptionName)?.Text)
            : throw new XmppFormatException("<x/> has no <url/> that is an absolute URL.");

    /// <inheritdoc />
    public Element ToElement()
    {
        var url = new Element(UrlName, Url.OriginalString);
        return Description is null
            ? new Element(Name, [], url)
            : new Element(Name, [], url, new Element(DescriptionName, Description));
    }
}
