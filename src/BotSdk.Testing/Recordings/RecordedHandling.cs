using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>What one bot did with one event: a line of a recording.</summary>
public sealed record RecordedHandling
{
    /// <summary>The bot's name.</summary>
    public required string Bot { get; init; }

    /// <summary>When it began, by the host's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required IAccountEvent Event { get; init; }

    /// <summary>What it wanted sent, in order.</summary>
    public IReadOnlyList<IReliableCommand> Commands { get; init; } = [];

    /// <summary>What it asked the network, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests { get; init; } = [];

    /// <summary>What it read of what is remembered, as it was before the event.</summary>
    public IReadOnlyList<RecordedRead> Reads { get; init; } = [];

    /// <summary>The kinds of requests and commands that it found its network to lack.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Whether it used files, whose content is in no recording.</summary>
    public bool UsedFiles { get; init; }

    /// <summary>The type of the exception with which it failed for the last time; null when it did not.</summary>
    public string? Failure { get; init; }
}

/// <summary>What a bot asked the network.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Answer">The answer; null when there was none.</param>
/// <param name="Refusal">Why there was none; null when there was one.</param>
public sealed record RecordedRequest(object Request, object? Answer, RequestFailedException? Refusal);

/// <summary>What a bot read.</summary>
/// <param name="Address">Where.</param>
/// <param name="Value">What was there; null for nothing.</param>
public sealed record RecordedRead(StateAddress Address, StateValue? Value);
