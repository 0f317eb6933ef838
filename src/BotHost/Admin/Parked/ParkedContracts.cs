using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>A parked item as lists show it.</summary>
internal record ParkedSummary
{
    /// <summary>Names it, also when it was redriven and is parked again.</summary>
    public required long Number { get; init; }

    /// <summary>The bot that could not handle it; null for what no bot was to handle.</summary>
    public string? Bot { get; init; }

    /// <summary>Network and id of the account that saw it, such as <c>connectycube/100</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The dialog in which it happened; null when it happened in none.</summary>
    public string? Dialog { get; init; }

    /// <summary>The event's record, such as <c>MessageReceived</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Why the bot failed the last time, in a line.</summary>
    public required string Problem { get; init; }

    /// <summary>How often the bot was called with it, all times together.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was parked for the first time.</summary>
    public required DateTimeOffset FirstParkedAt { get; init; }

    /// <summary>When it was parked the last time.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>Bytes of its body.</summary>
    public required long Size { get; init; }
}

/// <summary>A parked item, whole.</summary>
internal sealed record ParkedDetails : ParkedSummary
{
    [JsonConstructor]
    public ParkedDetails()
    {
    }

    [SetsRequiredMembers]
    public ParkedDetails(ParkedSummary summary, string details, JsonElement body)
        : base(summary) => (Details, Body) = (details, body);

    /// <summary>The failure with all its causes; what looks like a secret is left out.</summary>
    public required string Details { get; init; }

    /// <summary>The event; a string when it is no JSON.</summary>
    public required JsonElement Body { get; init; }
}

/// <summary>Some of the parked items, in the order in which they were parked for the first time.</summary>
internal sealed record ParkedPage
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<ParkedSummary> Items { get; init; }

    /// <summary>What to give as <c>after</c> to get the items behind these; null when there are none.</summary>
    public string? Next { get; init; }
}

/// <summary>How many items are parked.</summary>
internal sealed record ParkedCount
{
    /// <summary>Not negative.</summary>
    public required long Count { get; init; }
}

/// <summary>Names the parked items of a dialog.</summary>
internal sealed record DialogItems
{
    /// <summary>The dialog's id.</summary>
    public required string Dialog { get; init; }

    /// <summary>Only those of this bot.</summary>
    public string? Bot { get; init; }

    /// <summary>Only those that this account saw, such as <c>connectycube/100</c>.</summary>
    public string? Account { get; init; }
}

/// <summary>What has become of items that were to be redriven.</summary>
internal sealed record Redriven
{
    /// <summary>Those that are in their bot's queue again, in its order.</summary>
    public required IReadOnlyList<long> Numbers { get; init; }

    /// <summary>Those that are not, and why.</summary>
    public required IReadOnlyList<KeptItem> Kept { get; init; }
}

/// <summary>An item that was not redriven.</summary>
internal sealed record KeptItem
{
    /// <summary>Which.</summary>
    public required long Number { get; init; }

    /// <summary>Whether it is not parked at all.</summary>
    public bool IsGone { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>What was discarded.</summary>
internal sealed record Discarded
{
    /// <summary>Their numbers; those that were not there are not among them.</summary>
    public required IReadOnlyList<long> Numbers { get; init; }
}
