using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Extensions;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>XEP-0313 §4.3: the part of an archive that was asked for, as it comes in, message by message.</summary>
/// <param name="query">The question.</param>
/// <param name="room">Whose archive it is; null for the account's.</param>
internal sealed class ArchivePage(ArchiveQuery query, Room? room)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _isWhole = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IChatEvent> _events = [];
    private string? _newest;
    private string? _last;

    public ArchiveQuery Query { get; } = query;

    public Room? Room { get; } = room;

    /// <summary>A message came in.</summary>
    /// <param name="archiveId">What the archive calls it.</param>
    /// <param name="happened">What it means; null when that is nothing to a bot.</param>
    public void Add(string archiveId, IChatEvent? happened)
    {
        lock (_gate)
        {
            _newest = archiveId;
            if (happened is not null)
            {
                _events.Add(happened);
            }

            Check();
        }
    }

    /// <summary>What came in, when all has come. The answer to the question may be seen before what came before it.</summary>
    /// <param name="last">What the archive calls the last message of the page; null when it is empty.</param>
    public async Task<IReadOnlyList<IChatEvent>> UntilAsync(string? last)
    {
        if (last is not null)
        {
            lock (_gate)
            {
                _last = last;
                Check();
            }

            await _isWhole.Task.ConfigureAwait(false);
        }

        return _events;
    }

    private void Check()
    {
        if (_last is not null && _newest == _last)
        {
            _isWhole.TrySetResult();
        }
    }
}
