using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using DialogType = BotPlatform.Contracts.Requests.DialogType;
using ServiceType = BotPlatform.ConnectyCube.Rest.Dialogs.DialogType;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Section 5.1: a dialog of the service in the words of every network.</summary>
internal static class DialogMap
{
    public static DialogInfo InfoOf(Dialog dialog) => new()
    {
        Dialog = new DialogRef(dialog.Id),
        Type = TypeOf(dialog.Type),
        Name = Text(dialog.Name),
        Description = Text(dialog.Description),
        Photo = Text(dialog.Photo),
        Owner = UserOf(dialog.UserId),
        Members = UsersOf(dialog.OccupantIds),
        MemberCount = dialog.Type switch
        {
            ServiceType.Group or ServiceType.Private => dialog.OccupantIds.Count,
            ServiceType.Broadcast => null,
            _ => dialog.OccupantsCount,
        },
        Admins = UsersOf(dialog.AdminIds),
        PinnedMessages = dialog.PinnedMessageIds,
        CreatedAt = dialog.CreatedAt,
        UpdatedAt = dialog.UpdatedAt,
        LastMessage = LastMessageOf(dialog),
        UnreadCount = dialog.UnreadCount,
        CustomFields = dialog.Extensions,
        Data = dialog.Data?.GetRawText(),
        AllowsPreview = dialog.Permissions?.AllowPreview ?? false,
    };

    public static UserRef UserOf(long number) => new(RestCall.Text(number));

    /// <exception cref="ConnectorRefusedException">The service has no such kind.</exception>
    public static ServiceType TypeOf(DialogType type) => type switch
    {
        DialogType.Direct => ServiceType.Private,
        DialogType.Group => ServiceType.Group,
        DialogType.Public => ServiceType.Public,
        DialogType.Broadcast => ServiceType.Broadcast,
        _ => throw new ConnectorRefusedException($"There is no way to ask for dialogs of the kind '{type}'.", "bad-request"),
    };

    private static DialogType TypeOf(ServiceType type) => type switch
    {
        ServiceType.Private => DialogType.Direct,
        ServiceType.Group => DialogType.Group,
        ServiceType.Public => DialogType.Public,
        ServiceType.Broadcast => DialogType.Broadcast,
        _ => DialogType.Other,
    };

    private static LastMessage? LastMessageOf(Dialog dialog) => dialog.LastMessageId is { Length: > 0 } id
        ? new LastMessage
        {
            MessageId = id,
            Text = dialog.LastMessage ?? "",
            Sender = UserOf(dialog.LastMessageUserId),
            SentAt = dialog.LastMessageSentAt,
        }
        : null;

    private static UserRef? UserOf(long? number) => number is { } known ? UserOf(known) : null;

    private static UserRef[] UsersOf(IReadOnlyList<long> numbers) => [.. numbers.Select(UserOf)];

    private static string? Text(string? text) => text is { Length: > 0 } ? text : null;
}
