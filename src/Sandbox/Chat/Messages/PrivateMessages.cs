using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Messages from a user to a user (section 4.2).</summary>
internal sealed class PrivateMessages(SandboxWorld world, PrivacyGuard privacy, LetterWriter writer, Courier courier)
{
    /// <summary>Delivers a message, or returns why not.</summary>
    public StanzaError? Handle(ChatSession sender, Element message, Address address)
    {
        if (!world.Users.TryFind(address.UserId, out var reader))
        {
            return Refusals.ItemNotFound;
        }

        var traits = MessageTraits.Of(message);
        if (privacy.MessageRefusal(sender.User, sender, reader) is { } blocked)
        {
            // Nobody waits for an answer to "is typing".
            return traits.Kind == MessageKind.Typing ? null : blocked;
        }

        if (traits.Kind == MessageKind.Typing && reader.Id == sender.User.Id)
        {
            return null;
        }

        var hasDialog = world.Dialogs.TryFindPrivate(sender.User.Id, reader.Id, out var dialog);
        switch (traits.Kind)
        {
            case MessageKind.Content when !hasDialog && world.Dialogs.IsFull:
                return Refusals.ResourceConstraint;
            case MessageKind.Content:
                dialog ??= world.Dialogs.Private(sender.User.Id, reader.Id);
                break;
            case MessageKind.Marker:
                dialog = DialogOf(traits.Reference!);   // it may be about a group message
                break;
        }

        // What belongs to no dialog has no order.
        lock (dialog?.Turn ?? new Lock())
        {
            if (traits.Kind == MessageKind.Content && world.IsDropped(sender.User, message.Attribute("id")))
            {
                return null;
            }

            var place = traits.Kind == MessageKind.Marker ? null : dialog;
            if (writer.Write(sender, message, traits, place, reader.Id, out var letter) is { } refusal)
            {
                return refusal;
            }

            courier.ToUser(letter, reader, address.Resource);
            return null;
        }
    }

    private Dialog? DialogOf(Element marker) =>
        marker.Attribute("id") is { } id && world.History.Find(id) is { } message
        && world.Dialogs.TryFind(message.DialogId, out var dialog) ? dialog : null;
}
