using System.Text.Json;

namespace BotPlatform.Contracts.Webhooks;

/// <summary>What a webhook bot tells the host by itself: a command for an account.</summary>
public sealed record WebhookPost
{
    /// <summary>The command's record: <c>SendMessage</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// The command as on the bus, but without <c>commandId</c>, which is in the header <c>webhook-id</c>; <c>createdAt</c> may be left out.
    /// </summary>
    public required JsonElement Data { get; init; }
}

/// <summary>The host has a command and will carry it out.</summary>
public sealed record WebhookAccepted
{
    /// <summary>What <c>MessageSent</c> and <c>CommandFailed</c> call it; null for a command that is tried once.</summary>
    public string? CommandId { get; init; }
}
