using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Sections 6.3, 6.4 and 6.6: the bodies of what shall be made, changed or sent.</summary>
internal static class MessageJson
{
    private const string Recipient = "recipientId";

    // What the protocol itself means by these names, a parameter cannot say.
    private static readonly HashSet<string> Taken =
        ["chat_dialog_id", "recipient_id", "message", "attachments", "send_to_chat", "markable"];

    /// <exception cref="ArgumentException">It names no place, two places, or a parameter that the service uses itself.</exception>
    public static JsonObject Of(NewMessage message)
    {
        if (message.DialogId is null == message.RecipientId is null)
        {
            throw new ArgumentException("A message names either its dialog or its recipient.", nameof(message));
        }

        var attachments = message.Attachments.Select((attachment, number) => KeyValuePair.Create(
            RestCall.Text(number), JsonSerializer.SerializeToNode(attachment, RestJson.Default.MessageAttachment)));
        return new JsonObject()
            .Set("chat_dialog_id", message.DialogId)
            .Set("recipient_id", message.RecipientId)
            .Set("message", message.Text)
            .Set("attachments", new JsonObject(attachments))
            .Set("send_to_chat", message.SendToChat ? 1 : null)
            .Set("markable", message.Markable ? 1 : null)
            .Add(message.Parameters, Taken);
    }

    /// <exception cref="ArgumentException">It changes nothing.</exception>
    public static JsonObject Of(string dialogId, MessageUpdate update) => update == new MessageUpdate()
        ? throw new ArgumentException("The change changes nothing.", nameof(update))
        : new JsonObject { ["chat_dialog_id"] = dialogId }
            .Set("message", update.Text)
            .Set("read", update.Read ? 1 : null)
            .Set("delivered", update.Delivered ? 1 : null);

    /// <exception cref="ArgumentException">A parameter has a name that the service uses itself.</exception>
    public static JsonObject Of(long recipientId, IReadOnlyDictionary<string, string> parameters) =>
        new JsonObject { [Recipient] = recipientId }.Add(parameters, [Recipient]);

    private static JsonObject Add(this JsonObject json, IReadOnlyDictionary<string, string> parameters, HashSet<string> taken)
    {
        if (parameters.Keys.FirstOrDefault(taken.Contains) is { } name)
        {
            throw new ArgumentException($"'{name}' cannot be the name of a parameter.", nameof(parameters));
        }

        foreach (var (key, value) in parameters)
        {
            json[key] = value;
        }

        return json;
    }
}
