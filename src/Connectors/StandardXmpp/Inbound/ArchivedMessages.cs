using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>XEP-0313: an archive says beside a message what the message itself said when it was live.</summary>
internal static class ArchivedMessages
{
    /// <summary>The message with the time at which it was sent (XEP-0203) and, in a room, with the room's id of it (XEP-0359).</summary>
    public static Message WithItsMarks(this ArchivedMessage archived, Jid? room)
    {
        var message = archived.Message!;
        if (archived.SentAt is { } sentAt && message.Payloads.All(e => e.Name != Delay.Name))
        {
            message = message.With(new Delay(sentAt));
        }

        return room is null
            ? message
            : (message with { Payloads = [.. message.Payloads.Where(e => e.Name != StanzaId.Name)] })
                .With(new StanzaId(archived.ArchiveId, room));
    }
}
