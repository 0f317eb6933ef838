using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What outlives the bots of a test: people, the network, the clock, what is remembered, and what was handled.</summary>
internal sealed class TestWorld
{
    private readonly Lock _gate = new();
    private readonly List<BotAct> _acts = [];
    private readonly Dictionary<string, TestUser> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TestGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);
    private int _step;
    private int _lastId;

    public TestWorld()
    {
        State.Time = Clock;
        Backend = new RecordingBackend
        {
            State = State,
            Usual = UsualAnswer,
            Shown = typing => Add(new BotAct(Working ?? "?", typing)),
            Asked = (request, outcome) => Transcript.AddUnder($"{Working} asks {request.GetType().Name}, which {outcome}"),
        };
        User("alice"); // who does what nobody else does
    }

    public TestClock Clock { get; } = new();

    public InMemoryState State { get; } = new();

    public RecordingBackend Backend { get; }

    public Transcript Transcript { get; } = new();

    /// <summary>What each bot has handled.</summary>
    public HashSet<(string Bot, AccountRef Account, string EventId)> Handled { get; } = [];

    /// <summary>The ids of the commands that the network has.</summary>
    public HashSet<string> Taken { get; } = [];

    /// <summary>With which words the next messages are refused.</summary>
    public Queue<string> Refusals { get; } = [];

    /// <summary>The bot that works now.</summary>
    public string? Working { get; set; }

    public IAccountEvent? LastEvent { get; private set; }

    public IReadOnlyList<BotAct> Acts
    {
        get
        {
            lock (_gate)
            {
                return [.. _acts];
            }
        }
    }

    public IReadOnlyList<BotAct> LastActs => [.. Acts.Where(act => act.Step == _step)];

    public TestUser User(string name) => _users.TryGetValue(name, out var known)
        ? known
        : _users[name] = new TestUser(name, $"{101 + _users.Count}");

    public TestGroup Group(string name) => _groups.TryGetValue(name, out var known)
        ? known
        : _groups[name] = new TestGroup(name, $"5f{_groups.Count + 1:x22}");

    public EventFrame NewFrame() => new(NewId(), User("alice"), Sample.Account, Clock);

    /// <summary>24 hex digits, as networks have.</summary>
    public string NewId() => $"5f00000000000002{++_lastId:x8}";

    public string NameOf(DialogRef dialog) =>
        _users.Values.FirstOrDefault(user => user.Dialog == dialog)?.Name
        ?? _groups.Values.FirstOrDefault(group => group.Dialog == dialog)?.Name
        ?? dialog.Id;

    public DialogKind KindOf(DialogRef dialog) =>
        _groups.Values.Any(group => group.Dialog == dialog) ? DialogKind.Group : DialogKind.Direct;

    public void BeginStep(IAccountEvent @event)
    {
        LastEvent = @event;
        BeginStep(EventText.Of(@event, NameOf));
    }

    public void BeginStep(string what)
    {
        _step++;
        Transcript.Begin(Clock.GetUtcNow(), what);
    }

    public void Add(BotAct act)
    {
        lock (_gate)
        {
            _acts.Add(act with { Step = _step });
        }

        Transcript.AddUnder($"{act.Bot} {act.Describe(NameOf)}");
    }

    private object? UsualAnswer(object request) => request switch
    {
        GetDialog asked => _groups.Values.FirstOrDefault(group => group.Dialog == asked.Dialog)?.Info,
        SendMessageNow now => Take(now.Message),
        EditMessageNow now => Take(now.Edit),
        _ => null,
    };

    private MessageTaken Take(SendMessage message)
    {
        if (!_now.TryGetValue(message.CommandId, out var id))
        {
            _now[message.CommandId] = id = NewId();
            Add(new BotAct(Working ?? "?", message) { MessageId = id });
        }

        return new MessageTaken { MessageId = id };
    }

    private Done Take(EditMessage edit)
    {
        if (Taken.Add(edit.CommandId))
        {
            Add(new BotAct(Working ?? "?", edit) { MessageId = edit.MessageId });
        }

        return new Done();
    }
}
