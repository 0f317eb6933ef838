using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Messages to a group, public or broadcast dialog (section 4.3).</summary>
internal sealed class RoomMessages(SandboxWorld world, LetterWriter writer, Courier courier)
{
    /// <summary>Delivers a message, or returns why not.</summary>
    public StanzaError? Handle(ChatSession sender, Element message, Address address)
    {
        if (!world.Dialogs.TryFind(address.DialogId, out var dialog) || dialog.Type == DialogType.Private)
        {
            return Refusals.ItemNotFound;
        }

        var type = message.Attribute("type");
        if (type == "headline")
        {
            return Refusals.NotImplemented;
        }

        if (address.Resource.Length > 0 || type != "groupchat")
        {
            return Refusals.BadRequest;
        }

        if (!dialog.May(sender.User.Id, DialogAction.Write))
        {
            return Refusals.Forbidden;
        }

        var traits = MessageTraits.Of(message);
        lock (dialog.Turn)
        {
            if (traits.Kind == MessageKind.Content && world.IsDropped(sender.User, message.Attribute("id")))
            {
                return null;
            }

            if (writer.Write(sender, message, traits, dialog, recipientId: 0, out var letter) is { } refusal)
            {
                return refusal;
            }

            courier.ToReaders(letter, dialog);
            return null;
        }
    }
}
