using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Numbers what accounts see (<see cref="EventOrigin.Sequence"/>), in the order in which it is handed over.</summary>
internal sealed class Sequences
{
    private const int Gates = 64;

    private readonly ConcurrentDictionary<AccountRef, Term> _terms = [];
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];

    /// <summary>
    /// This host holds the account from now on. What comes of an earlier term of it here is numbered as of this one.
    /// </summary>
    /// <param name="account">Which.</param>
    /// <param name="epoch">Of the term; no term of the account has had it before.</param>
    public void Begin(AccountRef account, long epoch) => _terms[account] = new Term(epoch);

    /// <summary>Numbers an event, and begins to hand it over before another one of its dialog gets a number.</summary>
    /// <param name="event">What happened. An event that this host is not to number, because it has never held the account, has none.</param>
    /// <param name="handOver">
    /// What its synchronous part puts on its way stays in the order of the numbers. It must be quick.
    /// </param>
    public Task HandOverAsync(IAccountEvent @event, Func<IAccountEvent, Task> handOver)
    {
        lock (_gates[Lanes.Of(@event, Gates)])
        {
            var number = _terms.TryGetValue(@event.Origin.Account, out var term) ? term.Next() : null;
            return handOver(EventCopies.With(@event, @event.Origin with { Sequence = number }));
        }
    }

    private sealed class Term(long epoch)
    {
        private long _last;

        /// <summary>Null when the low part is used up: the next term's numbers begin there.</summary>
        public long? Next() => Interlocked.Increment(ref _last) is <= uint.MaxValue and var next ? (epoch << 32) | next : null;
    }
}
