using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>Section 4.4: makes the <c>attachment</c> element of a file or a place.</summary>
internal static class AttachmentWriter
{
    private const int MaxAttributes = 60;   // the usual limit of XML parsers of servers is 64, declarations included

    private static readonly XmlName ElementName = new(Namespaces.Client, ExtraParams.Attachment);

    /// <exception cref="ConnectorRefusedException">
    /// A property has a name that XML cannot carry or that is taken, a value holds what XML cannot carry, or a place is nowhere.
    /// </exception>
    public static Element ToElement(Attachment attachment)
    {
        var attributes = new List<XmlAttribute>();
        Add(attributes, Attachments.Type, attachment.Type);
        Add(attributes, Attachments.Uid, attachment.Uid);
        Add(attributes, Attachments.Url, attachment.Url);
        Add(attributes, Attachments.Name, attachment.Name);
        Add(attributes, Attachments.ContentType, attachment.ContentType);
        Add(attributes, Attachments.Size, attachment.Size?.ToString(CultureInfo.InvariantCulture));
        Add(attributes, Attachments.Latitude, Degrees(attachment.Latitude, 90));
        Add(attributes, Attachments.Longitude, Degrees(attachment.Longitude, 180));
        foreach (var (name, value) in attachment.Properties)
        {
            if (!ExtraParamsWriter.IsName(name) || name == "xmlns" || attributes.Exists(a => a.Name == name))
            {
                throw Refused($"The attachment's property '{name}' is no name that XML can carry, or is there twice.");
            }

            Add(attributes, name, value);
        }

        return attributes.Count <= MaxAttributes
            ? new Element(ElementName, null, [.. attributes])
            : throw Refused($"An attachment has more than {MaxAttributes} properties.");
    }

    private static void Add(List<XmlAttribute> attributes, string name, string? value)
    {
        if (value is not null)
        {
            OutgoingText.Check(value, $"The attachment's property '{name}'");
            attributes.Add(new XmlAttribute(name, value));
        }
    }

    private static string? Degrees(double? degrees, double limit) => degrees is null || double.Abs(degrees.Value) <= limit
        ? degrees?.ToString(CultureInfo.InvariantCulture)
        : throw Refused("An attachment's place is nowhere on Earth.");

    private static ConnectorRefusedException Refused(string problem) => new(problem, "invalid-attachment");
}
