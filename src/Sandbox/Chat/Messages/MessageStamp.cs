using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>A content message with all that the server adds to it.</summary>
/// <param name="StanzaId">The id that it travels with.</param>
/// <param name="Payloads">What is in it.</param>
/// <param name="Alert">For those who are away; null when it is silent, or known already.</param>
internal sealed record StampedMessage(string StanzaId, Element[] Payloads, Alert? Alert);

/// <summary>Completes content messages, and saves them if their senders want that (sections 1, 4.1, 4.2).</summary>
internal sealed class MessageStamp(SandboxWorld world)
{
    /// <param name="message">As the client sent it.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="dialog">Where it belongs.</param>
    /// <param name="author">Who wrote it.</param>
    /// <param name="recipientId">The other user in a private dialog, 0 elsewhere.</param>
    /// <param name="now">When it came.</param>
    public StampedMessage Complete(
        Element message, MessageTraits traits, Dialog dialog, User author, int recipientId, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var id = message.Attribute("id");
        if (id is { Length: > 0 } && ObjectIds.IsValid(id))
        {
            var payloads = ExtraParams.Complete(message, dialog.Id, seconds, messageId: null, out var extraParams);
            if (!traits.IsSaved || TryStore(id, extraParams))
            {
                return new StampedMessage(id, payloads, AlertOf(id));
            }

            if (world.History.Find(id) is { } known && known.SenderId == author.Id && known.DialogId == dialog.Id)
            {
                return new StampedMessage(id, payloads, Alert: null);
            }
        }

        // Not an id for the history, or somebody else's (section 1).
        var own = world.Ids.Next();
        var renamed = ExtraParams.Complete(message, dialog.Id, seconds, id is null ? null : own, out var renamedParams);
        if (traits.IsSaved)
        {
            TryStore(own, renamedParams);
        }

        return new StampedMessage(id ?? own, renamed, AlertOf(own));

        bool TryStore(string key, Element extraParams) => world.History.TryAdd(new StoredMessage
        {
            Id = key,
            DialogId = dialog.Id,
            SenderId = author.Id,
            RecipientId = recipientId,
            DateSent = ExtraParams.DateSent(extraParams, seconds),
            CreatedAt = now,
            Body = traits.Body,
            ExtraParams = extraParams,
        });

        Alert? AlertOf(string messageId) => traits.IsSilent ? null : new Alert(dialog.Id, messageId, traits.Body);
    }
}
