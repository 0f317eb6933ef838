using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>A run that is being sent, as its host has it in memory.</summary>
internal sealed class RunDelivery(StoredRun run, IAnnouncementStore store, TimeProvider time)
{
    // Enough for several rounds, and little memory.
    private const int Page = 500;

    private readonly long _start = time.GetTimestamp();
    private readonly TokenBucket _bucket = AccountPace.Paced(run.Definition.Rate ?? 0, TimeSpan.Zero);
    private readonly Queue<LedgerRow> _pending = new();
    private long _after;

    /// <summary>What it is, as it was read last.</summary>
    public StoredRun Run { get; set; } = run;

    /// <summary>How fast it goes.</summary>
    public SpeedMeter Speed { get; } = new(time);

    /// <summary>Why it sends nothing, or less than it could.</summary>
    public string? WaitsFor { get; set; }

    /// <summary>What was said of it last, and when.</summary>
    public RunWord? Told { get; set; }

    /// <summary>How long until its own rate lets one pass; zero for now.</summary>
    public TimeSpan Wait => _bucket.WaitAt(time.GetElapsedTime(_start)) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    /// <summary>The first who is pending and was not taken; null when there is nobody.</summary>
    public async Task<LedgerRow?> PeekAsync(CancellationToken cancellationToken)
    {
        while (_pending.Count == 0)
        {
            var rows = await store.ReadAsync(Run.Number, [RecipientState.Pending], _after, Page, cancellationToken);
            foreach (var row in rows)
            {
                _pending.Enqueue(row);
            }

            if (rows.Count > 0)
            {
                _after = rows[^1].Number;
            }
            else if (_after == 0)
            {
                return null;
            }
            else
            {
                _after = 0; // who was put off is before that
            }
        }

        return _pending.Peek();
    }

    /// <summary>Takes the one that was looked at.</summary>
    public LedgerRow Take()
    {
        _bucket.Take(time.GetElapsedTime(_start));
        Speed.Count();
        return _pending.Dequeue();
    }

    /// <summary>What was read of those who are pending may be wrong.</summary>
    public void Forget()
    {
        _pending.Clear();
        _after = 0;
    }
}
