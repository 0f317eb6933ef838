using System.Globalization;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>A dialog as one user sees it (section 5.1).</summary>
internal sealed class DialogJson(SandboxWorld world, Chat.Addresses addresses)
{
    /// <summary>What lists can be filtered by (section 5.3).</summary>
    public FilterField<Dialog>[] Fields(int userId) =>
    [
        new(["_id"], dialog => [dialog.Id], FilterKind.Text),
        new(["type"], dialog => [Text((int)dialog.Type)], FilterKind.Number),
        new(["name"], dialog => [Name(dialog, userId)], FilterKind.Text),
        new(
            ["last_message_date_sent"], dialog => [Text(world.History.LastOf(dialog.Id, userId)?.DateSent)], FilterKind.Number),
        new(["created_at"], dialog => [Text(dialog.CreatedAt.ToUnixTimeSeconds())], FilterKind.Number),
        new(["updated_at"], dialog => [Text(UpdatedAt(dialog).ToUnixTimeSeconds())], FilterKind.Number),
        .. world.Options.DialogFields.Select(name => new FilterField<Dialog>(
            ["extensions", name], dialog => [dialog.Extensions?[name]?.ToString()], FilterKind.Text)),
    ];

    /// <summary>A dialog moves with its messages, and when it is changed.</summary>
    public DateTimeOffset UpdatedAt(Dialog dialog)
    {
        var changed = dialog.ChangedAt ?? dialog.CreatedAt;
        return world.History.MovedAt(dialog.Id) is { } moved && moved > changed ? moved : changed;
    }

    public JsonObject Of(Dialog dialog, int userId)
    {
        var last = world.History.LastOf(dialog.Id, userId);
        var pinned = dialog.Pinned.Where(id => world.History.Find(id)?.DialogId == dialog.Id);
        var isPublic = dialog.Type == DialogType.Public;
        return new JsonObject
        {
            ["_id"] = dialog.Id,
            ["user_id"] = dialog.OwnerId,
            ["type"] = (int)dialog.Type,
            ["name"] = Name(dialog, userId),
            ["photo"] = dialog.Photo,
            ["description"] = dialog.Description,
            ["occupants_ids"] = isPublic ? new JsonArray() : Numbers(dialog.Members),
            ["occupants_count"] = dialog.Members.Length,
            ["admins_ids"] = Numbers(dialog.Admins),
            ["created_at"] = JsonTime.Iso(dialog.CreatedAt),
            ["updated_at"] = JsonTime.Iso(UpdatedAt(dialog)),
            ["last_message"] = last?.Body,
            ["last_message_id"] = last?.Id,
            ["last_message_user_id"] = last?.SenderId,
            ["last_message_date_sent"] = last?.DateSent,
            ["last_message_status"] = Status(last, userId),
            ["unread_messages_count"] = world.History.CountUnread(dialog.Id, userId),
            ["pinned_messages_ids"] = new JsonArray([.. pinned.Select(id => JsonValue.Create(id))]),
            ["xmpp_room_jid"] = dialog.Type == DialogType.Private ? null : addresses.Room(dialog.Id),
            ["extensions"] = Extensions(dialog),
            ["permissions"] = dialog.Permissions?.DeepClone(),
            ["data"] = dialog.Data?.DeepClone(),
        };
    }

    /// <summary>Section 5.4: a field that is configured no more is gone from all dialogs.</summary>
    private JsonObject? Extensions(Dialog dialog)
    {
        var fields = (dialog.Extensions ?? []).Where(field => world.Options.DialogFields.Contains(field.Key))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))
            .ToArray();
        return fields.Length == 0 ? null : new JsonObject(fields);
    }

    /// <summary>A private dialog is called after the other user.</summary>
    public string? Name(Dialog dialog, int userId)
    {
        if (dialog.Type != DialogType.Private)
        {
            return dialog.Name;
        }

        return world.Users.TryFind(dialog.OtherThan(userId), out var user) ? user.Profile.FullName ?? user.Profile.Login : null;
    }

    /// <summary>How far one's own last message got; null when it is somebody else's.</summary>
    private static string? Status(StoredMessage? last, int userId) => last switch
    {
        null => null,
        _ when last.SenderId != userId => null,
        { ReadIds.Length: > 1 } => "read",
        { DeliveredIds.Length: > 1 } => "delivered",
        _ => "sent",
    };

    private static JsonArray Numbers(IEnumerable<int> numbers) => [.. numbers.Select(number => (JsonNode)number)];

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
