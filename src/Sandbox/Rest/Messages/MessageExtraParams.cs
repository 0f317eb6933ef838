using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Turns the JSON of a message into the <c>extraParams</c> that the chat carries (section 6.3).</summary>
internal static class MessageExtraParams
{
    private static readonly HashSet<string> NotCustom =
    [
        "chat_dialog_id", "recipient_id", "message", "attachments", "send_to_chat", "dialog_id", "message_id", "date_sent",
        "save_to_history", "token", "_id",
    ];

    /// <summary>Null when a name or a text cannot be written as XML.</summary>
    public static Element? TryBuild(JsonObject parameters, string dialogId, long dateSent)
    {
        var children = new List<Element>
        {
            ExtraParams.Parameter("save_to_history", "1"),
            ExtraParams.Parameter("date_sent", dateSent.ToString()),
            ExtraParams.Parameter("dialog_id", dialogId),
        };
        children.AddRange(parameters
            .Where(pair => !NotCustom.Contains(pair.Key))
            .Select(pair => Parameter(pair.Key, pair.Value)));
        children.AddRange(Attachments(parameters["attachments"]));
        return IfWritable(ExtraParams.Of([.. children]));
    }

    /// <summary>The same for a system message (section 6.6): the mark of one, and the keys as they are.</summary>
    public static Element? TryBuildSystem(JsonObject keys) =>
        IfWritable(ExtraParams.Of([ExtraParams.SystemMark(), .. keys.Select(pair => Parameter(pair.Key, pair.Value))]));

    /// <summary>Whether they are of the form that section 6.3 names, or not there.</summary>
    public static bool AreAttachments(JsonNode? attachments) => attachments switch
    {
        null => true,
        JsonArray array => array.All(item => item is JsonObject),
        JsonObject map => map.All(pair => pair.Value is JsonObject),
        _ => false,
    };

    private static Element? IfWritable(Element extraParams) => ChatText.IsWritable(extraParams) ? extraParams : null;

    /// <summary>A list, or a map from "0", "1", … (section 6.3).</summary>
    private static IEnumerable<Element> Attachments(JsonNode? attachments)
    {
        var maps = attachments switch
        {
            JsonArray array => array.OfType<JsonObject>(),
            JsonObject map => map.Select(pair => pair.Value).OfType<JsonObject>(),
            _ => [],
        };
        foreach (var map in maps)
        {
            var attributes = map.Where(pair => pair.Value is JsonValue)
                .Select(pair => new XmlAttribute(pair.Key, pair.Value!.ToString()))
                .ToArray();
            yield return new Element(new XmlName(Namespaces.Client, ExtraParams.Attachment), null, attributes);
        }
    }

    private static Element Parameter(string name, JsonNode? value) => value switch
    {
        JsonObject map => new Element(
            new XmlName(Namespaces.Client, name), [], [.. map.Select(pair => Parameter(pair.Key, pair.Value))]),
        JsonArray array => ExtraParams.Parameter(name, string.Join(',', RestParameters.Values(array))),
        _ => ExtraParams.Parameter(name, value?.ToString() ?? ""),
    };
}
