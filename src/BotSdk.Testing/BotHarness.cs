using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Runs one bot with no bus and no network, exactly as a host would call it.</summary>
/// <typeparam name="TBot">The bot.</typeparam>
public sealed class BotHarness<TBot>
    where TBot : class
{
    private readonly BotDispatcher _dispatcher;
    private readonly RecordingBackend _backend;
    private readonly List<IReliableCommand> _commands = [];

    /// <summary>Runs <paramref name="bot"/> alone.</summary>
    public BotHarness(TBot bot)
        : this(_ => bot)
    {
    }

    /// <summary>Runs a bot that wants to know the other bots of its host.</summary>
    /// <param name="makeBot">Makes the bot; the catalog holds it and <paramref name="others"/>.</param>
    /// <param name="others">Other bots of the host. They are known to the bot, but not called.</param>
    public BotHarness(Func<IBotCatalog, TBot> makeBot, params object[] others)
        : this(before: null, makeBot, others)
    {
    }

    /// <summary>Runs one bot of a host that is made already.</summary>
    internal BotHarness(TBot bot, BotCatalog catalog, BotDispatcher dispatcher, RecordingBackend backend) =>
        (Bot, Catalog, _dispatcher, _backend) = (bot, catalog, dispatcher, backend);

    internal BotHarness(RecordingBackend? before, Func<IBotCatalog, TBot> makeBot, object[] others)
    {
        _backend = new RecordingBackend { State = before?.State ?? new(), Schedule = before?.Schedule ?? new() };
        _backend.Answer((SendMessageNow now) =>
        {
            _commands.Add(now.Message);
            return new MessageTaken { MessageId = now.Message.CommandId };
        });
        _backend.Answer((EditMessageNow now) =>
        {
            _commands.Add(now.Edit);
            return new Done();
        });
        TBot? bot = null;
        Catalog = new BotCatalog(catalog =>
        [
            KeyValuePair.Create<string, object>("bot", bot = makeBot(catalog)),
            .. others.Select((other, index) => KeyValuePair.Create($"other-{index + 1}", other)),
        ]);
        _dispatcher = Catalog.Dispatchers[0];
        Bot = bot!;
    }

    /// <summary>The bot.</summary>
    public TBot Bot { get; }

    /// <summary>The host's bots: this one and the others.</summary>
    public BotCatalog Catalog { get; }

    /// <summary>The messages that have left so far, in order: those of <see cref="Commands"/> that are messages.</summary>
    public IReadOnlyList<SendMessage> Sent => CommandsOf<SendMessage>();

    /// <summary>All that has left so far, in order, without <see cref="Typing"/>.</summary>
    public IReadOnlyList<IReliableCommand> Commands => _commands;

    /// <summary>When the bot showed that it is typing, or stopped, in order.</summary>
    public IReadOnlyList<SetTyping> Typing => _backend.Typing;

    /// <summary>All that the bot has asked for so far, in order, whether there was an answer or not.</summary>
    public IReadOnlyList<object> Requests => _backend.Requests;

    /// <summary>How the bot is set, by keys such as <c>Words:0</c>, for all accounts and dialogs.</summary>
    public IDictionary<string, string?> Settings => _backend.Settings;

    /// <summary>What the bot has put off and is not due yet, or was not let loose by <see cref="ReceiveDueAsync"/>, in the order in which it is due.</summary>
    public IReadOnlyList<ScheduledItem> Scheduled => _backend.Schedule.All;

    /// <summary>The clock by which what the bot remembers expires, and what it has put off is due. Default the system's.</summary>
    public TimeProvider Time
    {
        get => _backend.State.Time;
        set => _backend.State.Time = value;
    }

    /// <summary>What whoever runs the host would have been told: state that was dropped, conversations that ended.</summary>
    public IReadOnlyList<string> Problems => _backend.State.Problems;

    /// <summary>Those of <see cref="Commands"/> that are of one kind, in order.</summary>
    public IReadOnlyList<TCommand> CommandsOf<TCommand>()
        where TCommand : class, IReliableCommand =>
        [.. _commands.OfType<TCommand>()];

    /// <summary>
    /// Answers a kind of request from now on. A kind that no test answers fails in the bot with a sentence about it.
    /// </summary>
    /// <param name="answer">
    /// Makes the answer, for example <c>(GetLastActivity asked) => new LastActivity { … }</c>; throws a
    /// <see cref="RequestFailedException"/> where the network would refuse.
    /// </param>
    public void Answer<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        _backend.Answer(answer);

    /// <summary>Answers a kind of request with "done" from now on.</summary>
    public void AnswerDone<TRequest>()
        where TRequest : class, IAccountRequest<Done> =>
        _backend.Answer((TRequest _) => new Done());

    /// <summary>Lets the bot announce, and answers a kind of request about announcements from now on.</summary>
    /// <param name="answer">Makes the answer; throws a <see cref="RequestFailedException"/> where the host would refuse.</param>
    public void AnswerAnnouncements<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAnnouncementRequest<TAnswer>
        where TAnswer : class
    {
        _backend.MayAnnounce = true;
        _backend.Answer(answer);
    }

    /// <summary>A file that the bot can read, as a message carries it.</summary>
    public Attachment AddFile(FileToSend file, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        return _backend.Files?.Add(file, content) ?? throw new InvalidOperationException("The network has no files.");
    }

    /// <summary>What a file of the bot or of the test holds; null when there is none.</summary>
    public byte[]? FindFile(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return _backend.Files?.Find(attachment.Uid);
    }

    /// <summary>From now on the network has no files.</summary>
    public void LackFiles() => _backend.Files = null;

    /// <summary>From now on the network lacks a kind of request or command, and with it every capability that needs it.</summary>
    public void Lack<TContract>()
        where TContract : class =>
        _backend.Lacking.Add(typeof(TContract));

    /// <summary>Runs another version of the bot, or the same after a restart, on what this one remembers.</summary>
    public BotHarness<TNext> Deploy<TNext>(TNext bot)
        where TNext : class =>
        new(_backend, _ => bot, []);

    /// <summary>
    /// Lets the bot handle an event. What it sent is in <see cref="Commands"/> afterwards; if it throws, the exception comes out
    /// here, and nothing was sent or remembered but by its error handler, which is called as if the event were parked at once. Either is
    /// run again when another event has changed meanwhile what it has read.
    /// </summary>
    public async Task ReceiveAsync(IAccountEvent @event, CancellationToken cancellationToken = default)
    {
        try
        {
            await TryReceiveAsync(@event, cancellationToken);
        }
        catch (Exception error)
        {
            await GiveUpAsync(@event, error, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// Lets what is due by <see cref="Time"/> happen, in its order: commands leave, and timers come to the bot as with
    /// <see cref="ReceiveAsync"/>. What they put off in their turn happens too when it is due.
    /// </summary>
    public async Task ReceiveDueAsync(CancellationToken cancellationToken = default)
    {
        while (_backend.Schedule.TakeDue(Time.GetUtcNow()) is var (_, item))
        {
            if (item.Command is { } command)
            {
                _commands.Add(command);
            }
            else
            {
                await ReceiveAsync(item.Timer!, cancellationToken);
            }
        }
    }

    /// <summary>Lets the bot handle an event, which may come again when it throws.</summary>
    internal Task TryReceiveAsync(IAccountEvent @event, CancellationToken cancellationToken) =>
        KeepAsync(() => _dispatcher.DispatchAsync(@event, _backend, cancellationToken));

    /// <summary>Tells the bot that it has failed for the last time.</summary>
    internal Task GiveUpAsync(IAccountEvent @event, Exception error, CancellationToken cancellationToken) =>
        KeepAsync(() => _dispatcher.GiveUpAsync(@event, error, _backend, cancellationToken));

    /// <summary>Lets the bot handle an event, and loses what it wants sent and remembered, as a process does that is killed.</summary>
    internal Task LoseAsync(IAccountEvent @event, CancellationToken cancellationToken) =>
        _dispatcher.DispatchAsync(@event, _backend, cancellationToken);

    private async Task KeepAsync(Func<Task<HandlerResult>> callAsync)
    {
        HandlerResult result;
        do
        {
            result = await callAsync();
        }
        while (!_backend.State.TryChange(result.States));

        _commands.AddRange(result.Commands);
        _backend.Schedule.Change(result.Schedule);
    }
}

/// <summary>Runs a bot that needs no class.</summary>
public static class BotHarness
{
    /// <param name="configure">Says what the bot does.</param>
    public static BotHarness<InlineBot> Of(Action<BotBuilder> configure) => new(new InlineBot(configure));
}
