namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>What somebody wants to have in a file.</summary>
internal sealed record ExportRequest
{
    /// <summary>24 hex digits, or a user's number for the 1-1 dialog with that user.</summary>
    public required string Dialog { get; init; }

    /// <summary>Only what was sent at this moment or later.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Only what was sent before this moment; null for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where to. A file that is there is continued.</summary>
    public required string File { get; init; }

    /// <summary>Whether a file that is there, whatever it holds, is emptied instead.</summary>
    public bool Overwrite { get; init; }

    /// <summary>User id or login of the account that reads; null for the only one.</summary>
    public string? Account { get; init; }
}
