namespace BotPlatform.Contracts.Announcements;

/// <summary>One time that an announcement is said, and how far it is.</summary>
public sealed record RunDetails
{
    /// <summary>Names it.</summary>
    public required long Run { get; init; }

    /// <summary>Of which announcement.</summary>
    public required string Announcement { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether it goes only to whoever tries it out.</summary>
    public bool IsTest { get; init; }

    /// <summary>How far it is.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it failed; null when it has not.</summary>
    public string? Problem { get; init; }

    /// <summary>When the first was sent; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When there was nobody left; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What became of its recipients; states that nobody is in are not named.</summary>
    public required IReadOnlyDictionary<RecipientState, long> Recipients { get; init; }

    /// <summary>How many were served in a second, lately; null while that is not known.</summary>
    public double? Rate { get; init; }

    /// <summary>How long it will take at that rate; null while that is not known, or it is over.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Why nothing is sent, or less than could be, in a few words; null when nothing holds it up.</summary>
    public string? WaitsFor { get; init; }
}

/// <summary>Runs of an announcement.</summary>
public sealed record RunList
{
    /// <summary>The latest first, without rates.</summary>
    public required IReadOnlyList<RunDetails> Runs { get; init; }
}

/// <summary>A run whose failed recipients are tried again.</summary>
public sealed record RetriedRun
{
    /// <summary>The run.</summary>
    public required RunDetails Run { get; init; }

    /// <summary>How many are tried again.</summary>
    public required long Retried { get; init; }
}
