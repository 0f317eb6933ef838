using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>What the history gives out (section 6.1), in the words of bots.</summary>
internal static class PastMessages
{
    public static IReadOnlyList<PastMessage> Of(IEnumerable<HistoryMessage> messages) => [.. messages.Select(Of)];

    public static PastMessage Of(HistoryMessage message) => new()
    {
        Dialog = new DialogRef(message.DialogId),
        MessageId = message.Id,
        Sender = User(message.SenderId),
        SentAt = message.SentAt ?? message.CreatedAt ?? DateTimeOffset.UnixEpoch,
        Text = message.Text ?? "",
        Metadata = message.ToMetadata(),
        Attachments = message.ToAttachments(),
        ReadBy = Users(message.ReadIds),
        DeliveredTo = Users(message.DeliveredIds),
        Reactions = message.Reactions is { } reactions
            ? new ReactionCounts { Own = reactions.Own, Totals = reactions.Total }
            : new ReactionCounts(),
        ChangedAt = message.UpdatedAt,
    };

    public static IReadOnlyList<UserRef> Users(IEnumerable<long> ids) => [.. ids.Select(User)];

    private static UserRef User(long id) => new(RestCall.Text(id));
}
