using BotPlatform.Chaos.Hosting;

namespace BotPlatform.Chaos.Cells;

/// <summary>What goes wrong, and how often.</summary>
internal sealed record Row
{
    /// <summary>What the command line calls it.</summary>
    public required string Key { get; init; }

    /// <summary>What the table calls it.</summary>
    public required string Title { get; init; }

    /// <summary>How often it goes wrong in a full run.</summary>
    public int Times { get; init; } = 5;

    /// <summary>How often in a short one; 0 for a row that short runs leave out.</summary>
    public int ShortTimes { get; init; } = 2;

    /// <summary>Where the host keeps its data, if not where the column says.</summary>
    public StorageKind? Storage { get; init; }

    /// <summary>The only column that has it; null for all.</summary>
    public string? OnlyIn { get; init; }

    /// <summary>Whether the chat server is what is killed.</summary>
    public bool ServerRepeats { get; init; }

    /// <summary>Whether the user writes on without waiting for answers, so that everything piles up that can.</summary>
    public bool PilesUp { get; init; }

    /// <summary>Whether the bot takes long for the first message.</summary>
    public bool HasSlowMessage { get; init; }

    /// <summary>The bot of the hosts.</summary>
    public HostBot Bot { get; init; }

    /// <summary>Lets it go wrong, and completes when everything runs again.</summary>
    public required Func<Ground, Strike, Task> StrikeAsync { get; init; }
}
