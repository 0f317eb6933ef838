using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

/// <summary>Section 5.3: the bodies of what shall be made or changed.</summary>
internal static class DialogJson
{
    public static JsonObject Of(NewDialog dialog) => new JsonObject { ["type"] = (int)dialog.Type }
        .Set("occupants_ids", dialog.OccupantIds)
        .Set("admins_ids", dialog.AdminIds)
        .Set("name", dialog.Name)
        .Set("description", dialog.Description)
        .Set("photo", dialog.Photo)
        .Set("extensions", dialog.Extensions)
        .Set("permissions", Of(dialog.Permissions))
        .Set("data", dialog.Data?.DeepClone());

    /// <exception cref="ArgumentException">It changes nothing, or contradicts itself.</exception>
    public static JsonObject Of(DialogUpdate update)
    {
        if (update.AddOccupants.Intersect(update.RemoveOccupants).Any() || update.AddAdmins.Intersect(update.RemoveAdmins).Any()
            || update.Pin.Intersect(update.Unpin).Any() || (update.ResetExtensions && update.Extensions.Count > 0))
        {
            throw new ArgumentException("A change cannot add and remove the same.", nameof(update));
        }

        var json = new JsonObject()
            .Set("name", update.Name)
            .Set("description", update.Description)
            .Set("photo", update.Photo)
            .Set("extensions", update.Extensions)
            .Set("permissions", Of(update.Permissions))
            .Set("push_all", Lists(update.AddOccupants, update.AddAdmins, update.Pin))
            .Set("pull_all", Lists(update.RemoveOccupants, update.RemoveAdmins, update.Unpin));
        if (update.Data is { } data)
        {
            json["data"] = data.DeepClone(); // an empty one says something, too
        }

        if (update.ResetExtensions)
        {
            json["extensions"] = null;
        }

        return json.Count > 0 ? json : throw new ArgumentException("The change changes nothing.", nameof(update));
    }

    private static JsonObject? Of(DialogPermissions? permissions) =>
        permissions is null ? null : new JsonObject { ["allow_preview"] = permissions.AllowPreview };

    private static JsonObject Lists(IReadOnlyList<long> occupants, IReadOnlyList<long> admins, IReadOnlyList<string> pinned) =>
        new JsonObject().Set("occupants_ids", occupants).Set("admins_ids", admins).Set("pinned_messages_ids", pinned);
}
