using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Configuration;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Collects what a handler wants to send, so that a handler that fails has sent nothing.</summary>
internal sealed class BotContext(string bot, EventOrigin origin, IBotBackend backend, ConversationRunner? conversations) : IBotContext
{
    private readonly Lock _gate = new();
    private List<IReliableCommand>? _commands;
    private HandlerState? _memory;
    private HandlerSchedule? _schedule;
    private CommandIds? _ids;
    private int _now;
    private bool _closed;

    public EventOrigin Origin { get; } = origin;

    /// <summary>Whether the bot has failed with the event for the last time.</summary>
    public bool IsGivingUp { get; init; }

    /// <summary>Whether a conversation runs.</summary>
    public bool IsTalking { get; set; }

    /// <summary>Whether the bot handles its timers.</summary>
    public bool HearsTimers { get; init; }

    public TimeProvider Time => backend.State.Time;

    public IBotState State => Memory;

    IBotSchedule IBotContext.Schedule => Schedule;

    /// <summary>What is put off, with the timers of the SDK.</summary>
    public HandlerSchedule Schedule
    {
        get
        {
            lock (_gate)
            {
                return _schedule ??= new HandlerSchedule(Ids, Origin, backend, HearsTimers, ThrowIfClosed);
            }
        }
    }

    /// <summary>The state, with what is no business of bots.</summary>
    public HandlerState Memory
    {
        get
        {
            lock (_gate)
            {
                return _memory ??= new HandlerState(bot, Origin.Account, backend.State, ThrowIfClosed);
            }
        }
    }

    public TSettings GetSettings<TSettings>(DialogRef? dialog)
        where TSettings : class, new()
    {
        var settings = new TSettings();
        new ConfigurationBuilder().AddInMemoryCollection(backend.SettingsOf(bot, Origin.Account, dialog)).Build().Bind(settings);
        return settings;
    }

    public TCapability? Find<TCapability>()
        where TCapability : class =>
        typeof(TCapability) == typeof(IFiles) ? backend.FindFiles(Origin.Account) as TCapability
        : typeof(TCapability) == typeof(IAnnouncements) ? FindAnnouncements() as TCapability
        : Capability.Find<TCapability>(this, contract => backend.Offers(Origin.Account, contract));

    public Task<string> QueueAsync(Func<string, IReliableCommand> make, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(make);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ThrowIfClosed();
            _commands ??= [];
            var command = Ids.Make(make, $"{_commands.Count + 1}");
            _commands.Add(command);
            return Task.FromResult(command.CommandId);
        }
    }

    public string NewCommandId()
    {
        ThrowIfClosed();
        return Ids.IdOf($"now-{Interlocked.Increment(ref _now)}");
    }

    public Task BeginConversationAsync(string name, MessageReceived message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(message);
        if (IsGivingUp)
        {
            throw new InvalidOperationException(
                $"The bot '{bot}' begins a conversation in its error handler: the event is parked, and would not be handled when it is redriven.");
        }

        if (IsTalking)
        {
            throw new InvalidOperationException(
                $"The bot '{bot}' begins the conversation '{name}' within another one, which would end it: there is one at a time.");
        }

        return conversations is null
            ? throw new InvalidOperationException($"The bot '{bot}' has no conversations: implement {nameof(IConversationBot)}.")
            : conversations.BeginAsync(name, message, this, cancellationToken);
    }

    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command is IReliableCommand)
        {
            throw new ArgumentException(
                $"{command.GetType().Name} is a command that must not get lost: {nameof(QueueAsync)} puts it in line.", nameof(command));
        }

        ThrowIfClosed();
        return backend.SendAtOnceAsync(command, cancellationToken);
    }

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfClosed();
        return backend.AskAsync(request, cancellationToken);
    }

    /// <summary>Whether it has given this id to a command.</summary>
    public bool HasQueued(string id)
    {
        lock (_gate)
        {
            return _commands is not null && _commands.Exists(command => command.CommandId == id);
        }
    }

    /// <summary>Ends the collecting and hands over what there is.</summary>
    public HandlerResult Close()
    {
        lock (_gate)
        {
            _closed = true;
            return new HandlerResult(_commands ?? [], _memory?.Changes() ?? []) { Schedule = _schedule?.Changes() ?? [] };
        }
    }

    private Announcements? FindAnnouncements() =>
        backend.MayAnnounce(bot, Origin.Account) ? new Announcements(bot, this, backend) : null;

    private CommandIds Ids => _ids ??= new CommandIds(bot, Origin, IsGivingUp);

    private void ThrowIfClosed()
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new InvalidOperationException(
                    $"The bot '{bot}' sent or changed something after its handler had returned, when it is too late: await every send, and change before you return.");
            }
        }
    }
}
