using System.Text.Json;

namespace BotPlatform.Contracts.Webhooks;

/// <summary>What a webhook bot is asked: something happened.</summary>
public sealed record WebhookRequest
{
    /// <summary>The event's record: <c>MessageReceived</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, so it is the same in each repetition.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The name under which the webhook is configured.</summary>
    public required string Bot { get; init; }

    /// <summary>The command, if the message is one of the bot's; null otherwise.</summary>
    public WebhookCommand? Command { get; init; }

    /// <summary>What the message says to the bot, without its name, if it is for the bot by a mention; null otherwise.</summary>
    public string? Mention { get; init; }

    /// <summary>The event as it travels on the bus.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>A command as somebody gave it to a webhook bot.</summary>
public sealed record WebhookCommand
{
    /// <summary>As it is configured, whatever case the sender used; without the <c>!</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Everything after the name as it was typed, without the white space around it.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="Text"/> in words; words in "double quotes" are one.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
