using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Storage;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>A file's description (section 8).</summary>
internal static class BlobJson
{
    public static JsonObject Of(Blob blob) => new()
    {
        ["blob"] = new JsonObject
        {
            ["id"] = blob.Id,
            ["uid"] = blob.Uid,
            ["content_type"] = blob.ContentType,
            ["name"] = blob.Name,
            ["size"] = blob.CompletedAt is null ? null : blob.File?.Size,
            ["created_at"] = JsonTime.Iso(blob.CreatedAt),
            ["updated_at"] = JsonTime.Iso(blob.UpdatedAt),
            ["blob_status"] = blob.CompletedAt is null ? null : "complete",
            ["set_completed_at"] = blob.CompletedAt is { } at ? JsonTime.Iso(at) : null,
            ["public"] = blob.IsPublic,
        },
    };

    /// <summary>The description with a link.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="type"><c>Read</c> or <c>Write</c>.</param>
    /// <param name="expires">When the link ends.</param>
    /// <param name="link">The link.</param>
    /// <param name="names">The fields in which it stands.</param>
    public static JsonObject WithLink(Blob blob, string type, DateTimeOffset expires, string link, params string[] names)
    {
        var json = Of(blob);
        json["blob"]!["blob_object_access"] = new JsonObject(
        [
            KeyValuePair.Create<string, JsonNode?>("id", blob.Id),
            KeyValuePair.Create<string, JsonNode?>("blob_id", blob.Id),
            KeyValuePair.Create<string, JsonNode?>("expires", JsonTime.Iso(expires)),
            KeyValuePair.Create<string, JsonNode?>("object_access_type", type),
            .. names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, link)),
        ]);
        return json;
    }
}
