using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Events to feed a bot with. Change what matters to a test with <c>with</c>.</summary>
public static class Sample
{
    private static int _lastMessage;

    /// <summary>The account that sees every sample.</summary>
    public static AccountRef Account { get; } = new("sample", "100");

    /// <summary>The user who writes every sample.</summary>
    public static UserRef User { get; } = new("101");

    /// <summary>The 1-1 dialog of <see cref="Message"/>.</summary>
    public static DialogRef Dialog { get; } = new("101");

    /// <summary>The group of <see cref="GroupMessage"/>.</summary>
    public static DialogRef Group { get; } = new("5f0000000000000000000001");

    /// <summary>When every sample happened.</summary>
    public static DateTimeOffset Moment { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A message that <see cref="User"/> writes to the bot alone. Each has ids of its own.</summary>
    public static MessageReceived Message(string text) => Make(text, Dialog, DialogKind.Direct);

    /// <summary>A message that <see cref="User"/> writes in <see cref="Group"/>. Each has ids of its own.</summary>
    public static MessageReceived GroupMessage(string text) => Make(text, Group, DialogKind.Group);

    /// <summary><see cref="User"/> begins or stops typing to the bot alone.</summary>
    public static TypingChanged Typing(bool isTyping) => new()
    {
        Origin = Origin($"typing-{NextId()}"),
        Dialog = Dialog,
        DialogKind = DialogKind.Direct,
        User = User,
        IsTyping = isTyping,
    };

    /// <summary>The network has taken over what a bot sent.</summary>
    public static MessageSent Sent(SendMessage command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var id = NextId();
        return new MessageSent
        {
            Origin = Origin($"sent-{id}"),
            Dialog = command.Dialog,
            MessageId = id,
            CommandId = command.CommandId,
        };
    }

    /// <summary>The network has refused what a bot sent.</summary>
    /// <param name="command">What the bot sent.</param>
    /// <param name="reason">The network's word; null when the connection failed too often.</param>
    public static CommandFailed Failed(IReliableCommand command, string? reason = "item-not-found")
    {
        ArgumentNullException.ThrowIfNull(command);
        return new CommandFailed
        {
            Origin = Origin($"failed-{NextId()}"),
            Dialog = command.Dialog,
            CommandId = command.CommandId,
            Reason = reason,
            Problem = "It could not be sent.",
        };
    }

    /// <summary>A device of <see cref="User"/> got a message of the bot.</summary>
    public static MessageDelivered Delivered(string messageId) => new()
    {
        Origin = Origin($"delivered-{NextId()}"),
        Dialog = Dialog,
        MessageId = messageId,
        User = User,
    };

    /// <summary><see cref="User"/> read a message of the bot.</summary>
    public static MessageRead Read(string messageId) => new()
    {
        Origin = Origin($"read-{NextId()}"),
        Dialog = Dialog,
        MessageId = messageId,
        User = User,
    };

    /// <summary>The time has come that the bot has set for itself in <see cref="Dialog"/>.</summary>
    public static TimerFired Timer(string name, string? payload = null) => new()
    {
        Origin = Origin($"timer-{NextId()}"),
        Dialog = Dialog,
        Name = name,
        Payload = payload,
    };

    /// <summary><see cref="User"/> gives a message another text.</summary>
    public static MessageEdited Edited(MessageReceived message, string text)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MessageEdited
        {
            Origin = Origin($"edited-{NextId()}"),
            Dialog = message.Dialog,
            DialogKind = message.DialogKind,
            MessageId = message.MessageId,
            User = message.Sender,
            Text = text,
        };
    }

    /// <summary><see cref="User"/> takes a message back.</summary>
    public static MessageDeleted Deleted(MessageReceived message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new MessageDeleted
        {
            Origin = Origin($"deleted-{NextId()}"),
            Dialog = message.Dialog,
            DialogKind = message.DialogKind,
            MessageId = message.MessageId,
            User = message.Sender,
        };
    }

    /// <summary><see cref="User"/> reacts to a message of the 1-1 dialog.</summary>
    public static ReactionsChanged Reactions(string messageId, params string[] added) => new()
    {
        Origin = Origin($"reactions-{NextId()}"),
        Dialog = Dialog,
        DialogKind = DialogKind.Direct,
        MessageId = messageId,
        User = User,
        Added = added,
    };

    /// <summary>The app of <see cref="User"/> tells the bot something.</summary>
    public static SystemMessageReceived SystemMessage(IReadOnlyDictionary<string, string> parameters) => new()
    {
        Origin = Origin($"system-{NextId()}"),
        Dialog = Dialog,
        Sender = User,
        Parameters = parameters,
    };

    /// <summary><see cref="User"/> comes online in <see cref="Group"/>.</summary>
    public static OccupantJoined Joined() => new() { Origin = Origin($"joined-{NextId()}"), Dialog = Group, User = User };

    /// <summary><see cref="User"/> leaves <see cref="Group"/>.</summary>
    public static OccupantLeft Left() => new() { Origin = Origin($"left-{NextId()}"), Dialog = Group, User = User };

    /// <summary>Somebody is removed from <see cref="Group"/>: <see cref="User"/>, or the bot itself.</summary>
    public static OccupantRemoved Removed(bool isSelf = false) => new()
    {
        Origin = Origin($"removed-{NextId()}"),
        Dialog = Group,
        User = isSelf ? new UserRef(Account.Id) : User,
        IsSelf = isSelf,
    };

    /// <summary><see cref="User"/> comes or goes.</summary>
    public static LastActivityObserved Activity(bool isOnline) => new()
    {
        Origin = Origin($"activity-{NextId()}"),
        Dialog = Dialog,
        User = User,
        IsOnline = isOnline,
        LastActiveAt = Moment,
    };

    /// <summary><see cref="User"/> has been away for a time.</summary>
    public static UserBecameInactive Inactive(TimeSpan after) => new()
    {
        Origin = Origin($"inactive-{NextId()}"),
        Dialog = Dialog,
        User = User,
        After = after,
        LastActiveAt = Moment - after,
    };

    /// <summary><see cref="User"/> is back who had been away for a time.</summary>
    public static UserBecameActive Active(TimeSpan after) => new()
    {
        Origin = Origin($"active-{NextId()}"),
        Dialog = Dialog,
        User = User,
        IsOnline = true,
        LastActiveAt = Moment,
        InactiveSince = Moment - after,
    };

    /// <summary>The connection of <see cref="Account"/> comes into another state.</summary>
    public static ConnectionStateChanged State(ConnectionState state, string? problem = null) => new()
    {
        Origin = Origin($"state-{NextId()}"),
        State = state,
        Problem = problem,
    };

    /// <summary><see cref="Account"/> was away for a minute.</summary>
    public static GapDetected Gap() => new()
    {
        Origin = Origin($"gap-{NextId()}"),
        Since = Moment - TimeSpan.FromMinutes(1),
        Until = Moment,
    };

    private static MessageReceived Make(string text, DialogRef dialog, DialogKind kind)
    {
        var id = NextId();
        return new MessageReceived
        {
            Origin = Origin(id),
            Dialog = dialog,
            DialogKind = kind,
            MessageId = id,
            Sender = User,
            Text = text,
        };
    }

    private static EventOrigin Origin(string eventId) => new() { EventId = eventId, Account = Account, OccurredAt = Moment };

    // 24 hex digits, as real ones have.
    private static string NextId() => $"5f00000000000001{Interlocked.Increment(ref _lastMessage):x8}";
}
