using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Data;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>What becomes of a record that a user changes (section 9).</summary>
internal static class RecordChange
{
    /// <summary>Whether the record lets the user change it; only the owner changes who else may.</summary>
    public static bool IsPermitted(User user, CustomRecord record, JsonObject given) =>
        record.Permissions.Update.Includes(user, record.OwnerId) && (given["permissions"] is null || record.OwnerId == user.Id);

    /// <returns>Why it cannot be, or null.</returns>
    public static RestAnswer? Apply(User user, DataClass @class, CustomRecord before, JsonObject given, out CustomRecord after)
    {
        after = before;
        if (!IsPermitted(user, before, given))
        {
            return RestErrors.NotPermitted;
        }

        if (RecordJson.TryRead(given["permissions"], before.Permissions) is not { } permissions)
        {
            return RestErrors.InvalidPermissions;
        }

        var values = (JsonObject)before.Values.DeepClone();
        after = before with { Values = values, Permissions = permissions };
        return FieldUpdate.Apply(@class, given, values);
    }
}
