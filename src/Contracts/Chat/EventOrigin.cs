namespace BotPlatform.Contracts.Chat;

/// <summary>Which account saw an event, and when.</summary>
public sealed record EventOrigin
{
    /// <summary>
    /// Names the event. The same event seen again, after a reconnect for example, has the same id as long as the network names
    /// it (messages do); an event that the network does not name (typing) gets an id of its own each time. The same event seen by
    /// two accounts, a message in a group for example, may have the same id too: together with <see cref="Account"/> the id names
    /// what one account saw, and whoever remembers what has been handled remembers both.
    /// </summary>
    public required string EventId { get; init; }

    /// <summary>The account whose connection the event came in on. Replies go out on the same account.</summary>
    public required AccountRef Account { get; init; }

    /// <summary>When it happened by the network's clock; when we received it if the network does not say.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>
    /// Tells what was overtaken: it grows from each event of a dialog to the next that the account sees there, outcomes such as
    /// <see cref="MessageSent"/> included, over restarts and whichever host is at work. So an event with a smaller number than one of
    /// its dialog that was seen already comes late, or once more. It has no unit: it is neither a time nor a count, because numbers
    /// are left out.
    /// <para>
    /// It is given as an event is handed over. What the host or the bus repeats keeps it; an event that the network brings again gets a
    /// new one. It does not tell whether an event was seen, as a late one may not have been: <see cref="EventId"/> does. It orders
    /// neither what two accounts see nor what happens in two dialogs.
    /// </para>
    /// <para>
    /// The high part, from bit 32 on, is the epoch of the term for which a host holds the account; the low part counts in that term.
    /// Up to an epoch of two million (2^21) it stays below 2^53, so that JavaScript reads it exactly. Null where nobody gave one: in a
    /// bot's unit test, for a timer, for a command of an account that no host has, after 2^32 events of one term, and in events of earlier versions.
    /// </para>
    /// </summary>
    public long? Sequence { get; init; }
}
