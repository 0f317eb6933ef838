using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Makes a letter of what a session sends, and does to the history what it says.</summary>
internal sealed class LetterWriter(SandboxWorld world, MessageStamp stamp, MessageChanges changes)
{
    /// <summary>Writes the letter, or returns why not; then nothing has changed.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="message">As the client sent it.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="place">Its dialog, which content must have; see <see cref="MessageChanges.Apply"/> for the others.</param>
    /// <param name="recipientId">The other user of a private message, 0 elsewhere.</param>
    /// <param name="letter">What to bring to the readers.</param>
    public StanzaError? Write(
        ChatSession sender, Element message, MessageTraits traits, Dialog? place, int recipientId, out Letter letter)
    {
        letter = new Letter
        {
            Author = sender.User,
            Session = sender,
            Template = message,
            Id = message.Attribute("id"),
            Payloads = [.. message.Elements],
            At = world.Time.GetUtcNow(),
            IsKept = traits.Kind is not (MessageKind.Typing or MessageKind.Other),
        };
        switch (traits.Kind)
        {
            case MessageKind.Ambiguous:
                return Refusals.BadRequest;
            case MessageKind.Reaction:
                return Refusals.NotAllowed;
            case MessageKind.Content:
                world.Dialogs.Reveal(place!);
                var stamped = stamp.Complete(message, traits, place!, sender.User, recipientId, letter.At);
                letter = letter with { Id = stamped.StanzaId, Payloads = stamped.Payloads, Alert = stamped.Alert };
                return null;
            case MessageKind.Marker or MessageKind.Edit or MessageKind.Delete:
                var refusal = changes.Apply(message, traits, sender.User, place, out var payloads);
                letter = letter with { Payloads = payloads };
                return refusal;
            default:
                return null;
        }
    }
}
