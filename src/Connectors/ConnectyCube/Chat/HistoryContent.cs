using System.Text.Json;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>What a message of the history holds, in the words in which it came when it was sent.</summary>
public static class HistoryContent
{
    /// <summary>As <see cref="MessageReceived.Attachments"/>.</summary>
    public static IReadOnlyList<Attachment> ToAttachments(this HistoryMessage message) =>
        [.. message.Attachments.Select(Attachments.Read)];

    /// <summary>
    /// As <see cref="MessageReceived.Metadata"/>: a nested value has a path for a key, a list is its JSON. Fields that the service
    /// added are among them, for nothing tells them from the sender's own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ToMetadata(this HistoryMessage message)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in message.Parameters)
        {
            Add(metadata, name, value);
        }

        return metadata;
    }

    private static void Add(Dictionary<string, string> metadata, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var child in value.EnumerateObject())
                {
                    Add(metadata, $"{path}/{child.Name}", child.Value);
                }

                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                metadata[path] = value.ToText();
                break;
        }
    }
}
