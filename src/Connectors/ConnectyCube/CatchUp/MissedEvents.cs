using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.CatchUp;

/// <summary>Makes of a message of the history (section 6.1) the event that it would have been live.</summary>
/// <remarks>
/// The history does not keep whether the sender wants to hear of the delivery, and knows no messages that destroy themselves. The text
/// is the newest one.
/// </remarks>
internal sealed class MissedEvents(AccountIdentity identity, Origins origins)
{
    // What the service adds to a message for administrators.
    private static readonly HashSet<string> ServiceFields = new(["edited_at", "deleted_for_ids"], StringComparer.Ordinal);

    /// <summary>Null for what is no message to the account: its own, and what says nothing.</summary>
    public MessageReceived? Of(HistoryMessage message, MissedPlace place)
    {
        var sender = RestCall.Text(message.SenderId);
        var attachments = message.ToAttachments();
        if (sender == identity.UserId || (string.IsNullOrEmpty(message.Text) && attachments.Count == 0))
        {
            return null;
        }

        var messageId = MessageIds.Bound(message.Id);
        return new MessageReceived
        {
            Origin = origins.Named(message.SentAt, place.Dialog.Id, messageId),
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = messageId,
            Sender = new UserRef(sender),
            Text = message.Text ?? "",
            Metadata = MetadataOf(message),
            Attachments = attachments,
            WasDelayed = true,
        };
    }

    // Live, a parameter without a text is none.
    private static Dictionary<string, string> MetadataOf(HistoryMessage message) => message.ToMetadata()
        .Where(one => one.Value.Length > 0 && !ExtraParams.OfMessages.Contains(one.Key) && !ServiceFields.Contains(one.Key))
        .ToDictionary(StringComparer.Ordinal);
}
