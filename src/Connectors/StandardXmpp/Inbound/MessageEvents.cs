using System.Security.Cryptography;
using System.Text;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.Xmpp.Extensions;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>What people write, and that they are about to.</summary>
internal sealed class MessageEvents(Origins origins, MessageMemory memory)
{
    public Inbound Received(Incoming incoming, string text, IReadOnlyList<Attachment> attachments)
    {
        var (message, place, wasDelayed, isCopy) = incoming;
        var sendersId = MessageIds.Of(message);
        var roomsId = place.Room is { GivesIds: true } room ? message.GetStanzaId(room.Address) : null;
        var id = roomsId ?? sendersId ?? Guid.NewGuid().ToString("N");
        var isKnown = memory.Knows(place.Dialog.Id, id);
        if (isKnown && place.Room is not null && wasDelayed && !incoming.IsArchived)
        {
            return Ignored.History;
        }

        if (!isKnown || !incoming.IsArchived)
        {
            memory.Received(place.Dialog.Id, id, place.Author, sendersId); // an archive knows less of the author
        }

        var wantsReceipt = message.Get<ReceiptRequest>() is not null;
        var isMarkable = wantsReceipt || message.Get<Markable>() is not null;
        var happened = new MessageReceived
        {
            Origin = origins.Named(message, NameOf(place, id, roomsId, text)),
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = id,
            Sender = place.Sender,
            Text = text,
            Attachments = attachments,
            IsMarkable = isMarkable,
            WasDelayed = wasDelayed,
        };

        // XEP-0184 §5.3 advises against receipts in rooms; for a copy, the device that got the message answers.
        return Inbound.Of(happened) with
        {
            IsConfirmed = isMarkable && place.Kind == DialogKind.Direct && !isCopy && sendersId is not null,
        };
    }

    // An id that the sender chose names the message among that sender's: two people may choose the same one, and a client that begins
    // anew may begin with the same one.
    private static string[] NameOf(Place place, string id, string? roomsId, string text) => roomsId is not null
        ? [place.Dialog.Id, id]
        : [place.Dialog.Id, id, place.Author, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))];

    /// <summary>XEP-0085.</summary>
    public Inbound Typing(Incoming incoming, ChatState state) => Inbound.Of(new TypingChanged
    {
        Origin = origins.Unnamed(),
        Dialog = incoming.Place.Dialog,
        DialogKind = incoming.Place.Kind,
        User = incoming.Place.Sender,
        IsTyping = state == ChatState.Composing,
    });
}
