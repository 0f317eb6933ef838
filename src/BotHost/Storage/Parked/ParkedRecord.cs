namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>A parked item as lists show it: without its body, which may be large.</summary>
internal sealed record ParkedRecord
{
    /// <summary>It keeps the number when it is tried again and parked again.</summary>
    public required long Number { get; init; }

    /// <summary>The queue that it was in.</summary>
    public required string Queue { get; init; }

    /// <summary>What the body is.</summary>
    public required string Kind { get; init; }

    /// <summary>Network and id of the account that saw it.</summary>
    public required string Account { get; init; }

    /// <summary>Where; null when it is about no dialog.</summary>
    public string? Dialog { get; init; }

    /// <summary>Why nobody could finish it the last time, in a line.</summary>
    public required string Problem { get; init; }

    /// <summary>How often it was tried, all times together.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was parked for the first time.</summary>
    public required DateTimeOffset FirstParkedAt { get; init; }

    /// <summary>When it was parked the last time.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>Bytes of the body.</summary>
    public required long Size { get; init; }
}

/// <summary>A parked item, whole.</summary>
/// <param name="Record">What lists show.</param>
/// <param name="Details">The problem with all causes; empty for what an earlier version of the program has parked.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record ParkedWhole(ParkedRecord Record, string Details, byte[] Body);
