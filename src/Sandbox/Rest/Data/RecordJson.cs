using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>Records and their permissions as they are written and read (section 9).</summary>
internal static class RecordJson
{
    public static JsonObject Of(CustomRecord record)
    {
        var json = (JsonObject)record.Values.DeepClone();
        json["_id"] = record.Id;
        json["_parent_id"] = record.ParentId;
        json["user_id"] = record.OwnerId;
        json["created_at"] = record.CreatedAt.ToUnixTimeSeconds();
        json["updated_at"] = record.UpdatedAt.ToUnixTimeSeconds();
        json["permissions"] = Of(record.Permissions);
        return json;
    }

    public static JsonArray Of(IEnumerable<CustomRecord> records) => new([.. records.Select(Of)]);

    public static JsonObject Of(RecordPermissions permissions) => new()
    {
        ["read"] = Of(permissions.Read),
        ["update"] = Of(permissions.Update),
        ["delete"] = Of(permissions.Delete),
    };

    /// <summary>Reads permissions; what is not named stays. Null when something is none.</summary>
    public static RecordPermissions? TryRead(JsonNode? node, RecordPermissions permissions)
    {
        if (node is null)
        {
            return permissions;
        }

        var parameters = node is JsonObject tree ? new RestParameters(tree) : null;
        return parameters is not null
            && TryReadOne(parameters, "read", permissions.Read) is { } read
            && TryReadOne(parameters, "update", permissions.Update) is { } update
            && TryReadOne(parameters, "delete", permissions.Delete) is { } delete
            ? new RecordPermissions { Read = read, Update = update, Delete = delete }
            : null;
    }

    private static JsonObject Of(RecordAccess access)
    {
        var json = new JsonObject { ["access"] = access.Name };
        if (access.Name == RecordAccess.Users)
        {
            json["user_ids"] = new JsonArray([.. access.UserIds.Select(id => JsonValue.Create(id))]);
        }

        if (access.Name == RecordAccess.Groups)
        {
            json["user_groups"] = new JsonArray([.. access.UserGroups.Select(group => JsonValue.Create(group))]);
        }

        return json;
    }

    private static RecordAccess? TryReadOne(RestParameters parameters, string action, RecordAccess before)
    {
        if (parameters.Node(action) is null)
        {
            return before;
        }

        return parameters.Text(action, "access") is { } name && RecordAccess.Names.Contains(name, StringComparer.Ordinal)
            ? new RecordAccess(name)
            {
                UserIds = [.. parameters.Ids(action, "user_ids"), .. parameters.Ids(action, "ids")],
                UserGroups = [.. RestParameters.Values(parameters.Node(action, "user_groups")),
                    .. RestParameters.Values(parameters.Node(action, "groups"))],
            }
            : null;
    }
}
