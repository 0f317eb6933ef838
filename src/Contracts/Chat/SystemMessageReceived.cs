namespace BotPlatform.Contracts.Chat;

/// <summary>An app told the account something that is not for people's eyes and in no history (section 4.11).</summary>
public sealed record SystemMessageReceived : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The 1-1 dialog with the sender: system messages belong to no dialog of their own.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Who sent it. Never the bot itself.</summary>
    public required UserRef Sender { get; init; }

    /// <summary>The text; empty when there is none, which is usual.</summary>
    public string Text { get; init; } = "";

    /// <summary>Free parameters. A nested value appears under a path: <c>address/city</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the network kept it while the account was offline, and delivered it late.</summary>
    public bool WasDelayed { get; init; }
}
