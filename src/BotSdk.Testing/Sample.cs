using BotPlatform.Contracts.Chat;

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
