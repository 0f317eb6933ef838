using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>
/// Who may mark, edit and delete which message, and what becomes of the history (sections 4.6, 4.8, 4.9). None of this is a
/// message of its own there.
/// </summary>
internal sealed class MessageChanges(SandboxWorld world)
{
    /// <summary>Carries out what a message says of another one, or returns why not; then nothing has changed.</summary>
    /// <param name="message">As the client sent it.</param>
    /// <param name="traits">A marker, an edit or a delete.</param>
    /// <param name="author">Who sent it.</param>
    /// <param name="place">
    /// The dialog that the other message must belong to. Null: any for a marker, which goes from user to user for group messages
    /// too; none for an edit or a delete.
    /// </param>
    /// <param name="payloads">What is to be relayed.</param>
    public StanzaError? Apply(Element message, MessageTraits traits, User author, Dialog? place, out Element[] payloads)
    {
        payloads = [.. message.Elements];
        if (traits.Reference!.Attribute("id") is not { Length: > 0 } id
            || (traits.Kind == MessageKind.Edit && traits.Body is null))
        {
            return Refusals.BadRequest;
        }

        if (world.History.Find(id) is not { } target)
        {
            // A message that was never saved has nobody here to vouch for its author; that it arrived can be said all the same.
            return traits.Kind == MessageKind.Marker ? null : Refusals.ItemNotFound;
        }

        if (Refusal(target, traits.Kind, author.Id, place) is { } refusal)
        {
            return refusal;
        }

        Change(target.Id, traits, author.Id);
        payloads = ExtraParams.Complete(message, target.DialogId, now: null, messageId: null, out _);
        return null;
    }

    private StanzaError? Refusal(StoredMessage target, MessageKind kind, int userId, Dialog? place)
    {
        if (place is null ? kind != MessageKind.Marker : place.Id != target.DialogId)
        {
            return Refusals.ItemNotFound;
        }

        var may = kind switch
        {
            MessageKind.Marker => world.Dialogs.TryFind(target.DialogId, out var dialog) && dialog.May(userId, DialogAction.Read),
            MessageKind.Edit => target.SenderId == userId,
            _ => target.SenderId == userId || place!.May(userId, DialogAction.DeleteMessages),
        };
        return may ? null : Refusals.Forbidden;
    }

    private void Change(string id, MessageTraits traits, int userId)
    {
        switch (traits.Kind)
        {
            case MessageKind.Marker:
                world.History.Mark(id, userId, read: traits.Reference!.Name.LocalName == "displayed");
                break;
            case MessageKind.Edit:
                world.History.Change(id, message => message with { Body = traits.Body, EditedAt = world.Time.GetUtcNow() });
                break;
            default:
                world.History.Remove(id);
                break;
        }
    }
}
