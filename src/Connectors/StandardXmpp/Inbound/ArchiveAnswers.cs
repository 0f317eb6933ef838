using System.Collections.Concurrent;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>XEP-0313: tells what archives answer from what people write, since both come in as messages.</summary>
internal sealed class ArchiveAnswers(Jid self, InboundMap map)
{
    private readonly ConcurrentDictionary<string, ArchivePage> _asked = new(StringComparer.Ordinal);

    /// <summary>A question is about to be asked; <see cref="Forget"/> ends it.</summary>
    public ArchivePage Expect(ArchiveQuery query, Room? room) => _asked[query.QueryId] = new ArchivePage(query, room);

    public void Forget(ArchivePage page) => _asked.TryRemove(page.Query.QueryId, out _);

    /// <summary>Takes a message that answers a question; false for any other.</summary>
    public bool TryTake(Message message)
    {
        foreach (var (_, page) in _asked)
        {
            if (TryUnwrap(message, page) is { } archived)
            {
                page.Add(archived.ArchiveId, map.MapArchived(archived, page.Room).Event as IChatEvent);
                return true;
            }
        }

        return false;
    }

    private ArchivedMessage? TryUnwrap(Message message, ArchivePage page)
    {
        try
        {
            return page.Query.TryUnwrap(message, self);
        }
        catch (XmppFormatException)
        {
            return null;
        }
    }
}
