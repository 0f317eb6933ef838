using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>A message of the history (section 6.1), made from the <c>extraParams</c> that travelled with it.</summary>
internal static class MessageJson
{
    public const string DateSent = "date_sent";

    // What the protocol itself uses is not repeated as a custom parameter (section 4.1).
    private static readonly HashSet<string> Reserved =
    [
        "save_to_history", DateSent, "dialog_id", "message_id", "moduleIdentifier", "silent", "markable",
        ExtraParams.Attachment,
    ];

    /// <summary>What the history can be filtered by (section 6.2).</summary>
    public static FilterField<StoredMessage>[] Fields { get; } =
    [
        new(["_id"], message => [message.Id], FilterKind.Text),
        new(["message"], message => [message.Body], FilterKind.Text),
        new([DateSent], message => [Text(message.DateSent)], FilterKind.Number),
        new(["sender_id"], message => [Text(message.SenderId)], FilterKind.Number),
        new(["recipient_id"], message => [Text(message.RecipientId)], FilterKind.Number),
        new(["attachments.type"], AttachmentTypes, FilterKind.Text),
        new(["attachments", "type"], AttachmentTypes, FilterKind.Text),
        new(["created_at"], message => [Text(message.CreatedAt.ToUnixTimeSeconds())], FilterKind.Number),
        new(["updated_at"], message => [Text(UpdatedAt(message).ToUnixTimeSeconds())], FilterKind.Number),
    ];

    /// <param name="message">What is stored.</param>
    /// <param name="userId">Who asks.</param>
    public static JsonObject Of(StoredMessage message, int userId)
    {
        var json = new JsonObject();
        foreach (var parameter in message.ExtraParams?.Elements ?? [])
        {
            if (!Reserved.Contains(parameter.Name.LocalName))
            {
                json[parameter.Name.LocalName] = Value(parameter);
            }
        }

        // Afterwards: no custom parameter may pass for one of these.
        var attachments = Attachments(message).Select(attachment => (JsonNode)new JsonObject(
            attachment.Attributes.DistinctBy(a => a.Name).Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value))));
        json["_id"] = message.Id;
        json["chat_dialog_id"] = message.DialogId;
        json["message"] = message.Body;
        json[DateSent] = message.DateSent;
        json["sender_id"] = message.SenderId;
        json["recipient_id"] = message.RecipientId;
        json["attachments"] = new JsonArray([.. attachments]);
        json["read_ids"] = Numbers(message.ReadIds);
        json["delivered_ids"] = Numbers(message.DeliveredIds);
        json["created_at"] = JsonTime.Iso(message.CreatedAt);
        json["updated_at"] = JsonTime.Iso(UpdatedAt(message));
        json["reactions"] = ReactionJson.Summary(message, userId);
        json["views_count"] = 0;
        json["read"] = message.ReadIds.Length > 1 ? 1 : 0;
        return json;
    }

    private static DateTimeOffset UpdatedAt(StoredMessage message) => message.EditedAt ?? message.CreatedAt;

    private static IEnumerable<Element> Attachments(StoredMessage message) =>
        message.ExtraParams?.Elements.Where(parameter => parameter.Name.LocalName == ExtraParams.Attachment) ?? [];

    private static string?[] AttachmentTypes(StoredMessage message) =>
        [.. Attachments(message).Select(attachment => attachment.Attribute("type"))];

    private static JsonNode? Value(Element parameter)
    {
        if (parameter.Elements.Count == 0)
        {
            return parameter.Text;
        }

        var json = new JsonObject();
        foreach (var child in parameter.Elements)
        {
            json[child.Name.LocalName] = Value(child);   // of several with one name, the last wins
        }

        return json;
    }

    private static JsonArray Numbers(IEnumerable<int> numbers) => [.. numbers.Select(number => (JsonNode)number)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
