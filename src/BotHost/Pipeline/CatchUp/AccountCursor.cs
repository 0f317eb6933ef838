using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Cursors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>
/// Where an account would have to go on if it were away from now on. It stands still while a gap is open, for what is behind the gap
/// is safe and what is in it is not.
/// </summary>
internal sealed class AccountCursor(AccountRef account, CursorStore store, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SafePrefix _prefix = new();
    private readonly DateTimeOffset _begunAt = time.GetUtcNow();
    private Cursor? _stored;
    private DateTimeOffset _beforeGaps;
    private int _gaps;

    /// <summary>Everything up to here is safe. Before <see cref="LoadAsync"/> it is not known.</summary>
    public DateTimeOffset SafeUntil
    {
        get
        {
            lock (_gate)
            {
                var reached = _gaps > 0 ? _beforeGaps : _prefix.Until;
                return reached > _stored?.SafeUntil ? reached : _stored?.SafeUntil ?? reached;
            }
        }
    }

    /// <summary>Reads what the database has, the first time; a new account begins where this cursor was made.</summary>
    /// <returns>The cursor, and whether the account was new until now.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<(Cursor Cursor, bool IsNew)> LoadAsync(CancellationToken cancellationToken)
    {
        if (_stored is { } stored)
        {
            return (stored, false);
        }

        var found = await store.FindAsync(account, cancellationToken);
        var cursor = found ?? new Cursor(_begunAt, _begunAt);
        if (found is null)
        {
            await store.SaveAsync(account, cursor, cancellationToken);
        }

        lock (_gate)
        {
            _stored = cursor;
        }

        return (cursor, found is null);
    }

    /// <summary>An event was read from the live stream.</summary>
    /// <returns>To be called when it is safe.</returns>
    public Action Follow(IAccountEvent @event) => _prefix.Add(TimeOf(@event));

    /// <summary>Something may be missing from here on.</summary>
    public void OpenGap()
    {
        lock (_gate)
        {
            if (_gaps++ == 0)
            {
                _beforeGaps = _prefix.Until;
            }
        }
    }

    /// <summary>Nothing is missing any more in so many of the gaps.</summary>
    /// <param name="count">How many.</param>
    /// <param name="reached">Up to where what was missing is safe now; null when nothing was.</param>
    public void CloseGaps(int count, DateTimeOffset? reached)
    {
        lock (_gate)
        {
            _gaps -= count;
            if (reached is { } until)
            {
                _prefix.Reach(until);
            }
        }
    }

    /// <summary>Writes it down, if it has moved.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_stored is { } stored && stored with { SafeUntil = SafeUntil } is var now && now != stored)
        {
            await store.SaveAsync(account, now, cancellationToken);
            lock (_gate)
            {
                _stored = now;
            }
        }
    }

    // Senders say when they wrote, and nobody's clock is trusted with the future. Other events have the time of our own clock.
    private DateTimeOffset? TimeOf(IAccountEvent @event)
    {
        var now = time.GetUtcNow();
        return @event is MessageReceived { Origin.OccurredAt: var at } ? (at < now ? at : now) : null;
    }
}
