using System.Globalization;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Section 4.4: attachments, which are <c>attachment</c> elements in <c>extraParams</c> with everything in attributes.
/// </summary>
internal static class Attachments
{
    public const string Type = "type";
    public const string Uid = "uid";
    public const string Url = "url";
    public const string Name = "name";
    public const string ContentType = "content-type";
    public const string Size = "size";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";

    // A stanza has room for thousands of empty ones.
    private const int MaxAttachments = 100;

    private static readonly XmlName AttachmentName = new(Namespaces.Client, ExtraParams.Attachment);

    /// <summary>Whether the message carries any.</summary>
    public static bool AreIn(Element? extraParams) => extraParams?.Elements.Any(IsAttachment) == true;

    /// <summary>Those that a message carries, in the sender's order; beyond a hundred they are left out.</summary>
    public static IReadOnlyList<Attachment> Read(Element? extraParams) => extraParams is null
        ? []
        : [.. extraParams.Elements.Where(IsAttachment).Take(MaxAttachments).Select(ReadOne)];

    /// <summary>One that the history gives out, which has the same words (section 6.1).</summary>
    public static Attachment Read(MessageAttachment attachment) => ReadOne(new Element(
        AttachmentName, null, [.. attachment.Attributes.Select(attribute => new XmlAttribute(attribute.Name, attribute.Value))]));

    private static bool IsAttachment(Element element) => element.Name.LocalName == ExtraParams.Attachment;

    private static Attachment ReadOne(Element element)
    {
        var size = Whole(element, Size);
        var latitude = Degrees(element, Latitude, 90);
        var longitude = Degrees(element, Longitude, 180);
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in element.Attributes)
        {
            // What is known but makes no sense stays as the sender wrote it.
            var isTaken = name switch
            {
                Type or Uid or Url or Name or ContentType => true,
                Size => size is not null,
                Latitude => latitude is not null,
                Longitude => longitude is not null,
                _ => false,
            };
            if (!isTaken)
            {
                properties[name] = value;
            }
        }

        return new Attachment
        {
            Type = element.Attribute(Type) is { Length: > 0 } type ? type : "file",
            Uid = element.Attribute(Uid),
            Url = element.Attribute(Url),
            Name = element.Attribute(Name),
            ContentType = element.Attribute(ContentType),
            Size = size,
            Latitude = latitude,
            Longitude = longitude,
            Properties = properties,
        };
    }

    private static long? Whole(Element element, string name) =>
        long.TryParse(element.Attribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Degrees(Element element, string name, double limit) =>
        double.TryParse(element.Attribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
        && double.Abs(degrees) <= limit
            ? degrees
            : null;
}
