namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Section 6.3: a message to put into the history; exactly one of dialog and recipient is named.</summary>
public sealed record NewMessage
{
    /// <summary>Where it is written.</summary>
    public string? DialogId { get; init; }

    /// <summary>To whom; the private dialog is made when there is none.</summary>
    public long? RecipientId { get; init; }

    /// <summary>The text; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>What it carries.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Free parameters of the application.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it is also delivered in the chat; otherwise nobody hears of it who does not look.</summary>
    public bool SendToChat { get; init; }

    /// <summary>Whether its readers are asked to confirm it.</summary>
    public bool Markable { get; init; }
}

/// <summary>Section 6.4: what shall become different in messages; what is false or null stays as it is.</summary>
public sealed record MessageUpdate
{
    /// <summary>The new text; only its author may change it.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the caller has read it.</summary>
    public bool Read { get; init; }

    /// <summary>Whether it was delivered to the caller.</summary>
    public bool Delivered { get; init; }
}
