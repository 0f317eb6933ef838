using System.Runtime.CompilerServices;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What goes wrong while an event is handled.</summary>
[Flags]
public enum Faults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The event comes again.</summary>
    Twice = 1,

    /// <summary>The process dies when the bots have handled the event and nothing of it is kept; the next process handles it.</summary>
    KilledBeforeSuccess = 2,

    /// <summary>The process dies when all is kept, and before the event counts as received: it comes again to the next process.</summary>
    KilledAfterSuccess = 4,

    /// <summary>The process is replaced by another one before the event.</summary>
    Restarted = 8,

    /// <summary>Events of different dialogs come in another order. Only <see cref="BotTest.SurvivesFaultsAsync"/> can do that.</summary>
    Reordered = 16,

    /// <summary>Everything.</summary>
    All = Twice | KilledBeforeSuccess | KilledAfterSuccess | Restarted | Reordered,
}

/// <summary>Something that is to happen to the bots of a test.</summary>
public interface IIncoming
{
    /// <summary>Where.</summary>
    internal DialogRef? Dialog { get; }

    /// <summary>Lets it happen; returns when the bots are done.</summary>
    internal Task RunAsync(Faults more);
}

/// <summary>
/// Something that is to happen to the bots of a test, until it is awaited. Unless it says otherwise it comes from the first user, in the
/// direct dialog with the bot.
/// </summary>
/// <typeparam name="TEvent">The kind of event. What it became comes out of the <c>await</c>.</typeparam>
public sealed class Incoming<TEvent> : IIncoming
    where TEvent : class, IAccountEvent
{
    private readonly BotTest _test;
    private readonly Func<EventFrame, TEvent> _make;
    private readonly EventFrame _frame;
    private Func<TEvent, TEvent> _change = one => one;
    private Faults _faults;
    private Task<TEvent>? _run;

    internal Incoming(BotTest test, EventFrame frame, Func<EventFrame, TEvent> make)
    {
        (_test, _frame, _make) = (test, frame, make);
        test.Begun(this);
    }

    DialogRef? IIncoming.Dialog => (Make() as IChatEvent)?.Dialog;

    /// <summary>Who does it.</summary>
    public Incoming<TEvent> From(TestUser user)
    {
        _frame.User = user;
        return this;
    }

    /// <inheritdoc cref="From(TestUser)"/>
    /// <param name="user">As in <see cref="BotTest.User"/>.</param>
    public Incoming<TEvent> From(string user) => From(_test.User(user));

    /// <summary>In which group.</summary>
    public Incoming<TEvent> In(TestGroup group)
    {
        _frame.Group = group;
        return this;
    }

    /// <inheritdoc cref="In(TestGroup)"/>
    /// <param name="group">As in <see cref="BotTest.Group"/>.</param>
    public Incoming<TEvent> In(string group) => In(_test.Group(group));

    /// <summary>Changes what nothing here has a word for.</summary>
    public Incoming<TEvent> With(Func<TEvent, TEvent> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = _change;
        _change = one => change(before(one));
        return this;
    }

    /// <summary>The network delivers it twice. The platform lets bots handle it once.</summary>
    public Incoming<TEvent> Twice() => With(Faults.Twice);

    /// <summary>
    /// The bots handle it, and the process is killed before anything of that is kept: new bots handle it again. What they sent and wanted
    /// remembered the first time is gone; what they did elsewhere is done twice.
    /// </summary>
    public Incoming<TEvent> KilledBeforeSuccess() => With(Faults.KilledBeforeSuccess);

    /// <summary>
    /// The process is killed when all of it is kept, and the network does not know that: it comes again, to new bots. The platform does not
    /// let them handle it again.
    /// </summary>
    public Incoming<TEvent> KilledAfterSuccess() => With(Faults.KilledAfterSuccess);

    /// <summary>Lets it happen, and expects that a bot fails with it each time that it is tried.</summary>
    /// <returns>What the bot has thrown the last time.</returns>
    /// <exception cref="BotTestException">No bot failed so.</exception>
    public async Task<TException> FailsAsync<TException>()
        where TException : Exception
    {
        try
        {
            await Run(Faults.None);
        }
        catch (BotTestException e) when (e.InnerException is TException expected)
        {
            return expected;
        }

        throw new BotTestException($"A bot should have failed with {typeof(TException).Name}, and none did.\n\n{_test.Transcript}");
    }

    /// <summary>Lets it happen; returns when the bots are done.</summary>
    public TaskAwaiter<TEvent> GetAwaiter() => Run(Faults.None).GetAwaiter();

    Task IIncoming.RunAsync(Faults more) => Run(more);

    private Task<TEvent> Run(Faults more) => _run ??= RunAsync(more);

    private async Task<TEvent> RunAsync(Faults more)
    {
        var @event = Make();
        await _test.RunAsync(this, @event, _frame, _faults | more);
        return @event;
    }

    private TEvent Make() => _change(_make(_frame));

    private Incoming<TEvent> With(Faults fault)
    {
        _faults |= fault;
        return this;
    }
}

/// <summary>Who and where, until the event is made.</summary>
internal sealed class EventFrame(string eventId, TestUser user, AccountRef account, TimeProvider time)
{
    public TestUser User { get; set; } = user;

    public TestGroup? Group { get; set; }

    public string EventId => eventId;

    public DialogRef Dialog => Group?.Dialog ?? User.Dialog;

    public DialogKind Kind => Group is null ? DialogKind.Direct : DialogKind.Group;

    public EventOrigin Origin => new() { EventId = eventId, Account = account, OccurredAt = time.GetUtcNow() };
}
