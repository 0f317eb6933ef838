using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>The reactions to a message, in the two forms that clients read.</summary>
internal static class ReactionJson
{
    /// <summary>Section 6.1: one's own, and how many of each; null when there are none.</summary>
    public static JsonObject? Summary(StoredMessage message, int userId) => message.Reactions.IsEmpty ? null : new JsonObject
    {
        ["own"] = new JsonArray([.. message.Reactions.Where(r => r.UserId == userId).Select(r => JsonValue.Create(r.Type))]),
        ["total"] = new JsonObject(message.Reactions.GroupBy(r => r.Type)
            .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)group.Count()))),
    };

    /// <summary>Section 6.8: who reacted how.</summary>
    public static JsonObject ByType(StoredMessage message) => new(message.Reactions.GroupBy(r => r.Type)
        .Select(group => KeyValuePair.Create(
            group.Key, (JsonNode?)new JsonArray([.. group.Select(r => JsonValue.Create(r.UserId))]))));
}
