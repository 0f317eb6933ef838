using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>
/// XEP-0066 §3: an attachment is a URL beside the text, which the text repeats for clients that show only that. Places are
/// <c>geo:</c> URLs (RFC 5870).
/// </summary>
internal static class AttachmentWriter
{
    /// <exception cref="ConnectorRefusedException">An attachment has neither an absolute URL nor coordinates.</exception>
    public static Message Write(Message message, string text, IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count == 0)
        {
            return message.WithBody(text);
        }

        List<Uri> urls = [.. attachments.Select(ToUrl)];
        var lines = urls.Select(u => u.OriginalString);
        message = message.WithBody(string.Join('\n', text.Length == 0 ? lines : lines.Prepend(text)));
        return urls.Aggregate(message, (m, url) => m.With(new OutOfBand(url)));
    }

    private static Uri ToUrl(Attachment attachment)
    {
        var text = attachment is { Url: null, Latitude: { } latitude, Longitude: { } longitude }
            ? string.Create(CultureInfo.InvariantCulture, $"geo:{latitude:0.#######},{longitude:0.#######}")
            : attachment.Url;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : throw new ConnectorRefusedException(
            $"An attachment of type {attachment.Type} has neither an absolute URL nor coordinates; XMPP has no other form.",
            Failures.NotThere);
    }
}
