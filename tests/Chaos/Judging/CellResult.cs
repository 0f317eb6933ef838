namespace BotPlatform.Chaos.Judging;

/// <summary>What a run of a cell has shown.</summary>
internal sealed record CellResult
{
    /// <summary>What goes wrong in it.</summary>
    public required string Row { get; init; }

    /// <summary>How the host runs.</summary>
    public required string Column { get; init; }

    /// <summary>What its random points follow from.</summary>
    public required int Seed { get; init; }

    /// <summary>How many messages the user wrote.</summary>
    public required int Messages { get; init; }

    /// <summary>In how many dialogs.</summary>
    public required int Dialogs { get; init; }

    /// <summary>How often it was to go wrong.</summary>
    public required int Planned { get; init; }

    /// <summary>How often it did.</summary>
    public required int Struck { get; init; }

    /// <summary>What became of the messages.</summary>
    public required Tally Tally { get; init; }

    /// <summary>
    /// Whether it is the chat server that is killed: it then gives the user again what it had not heard acknowledged, and nobody else
    /// can prevent that.
    /// </summary>
    public bool ServerRepeats { get; init; }

    /// <summary>The most memory that a host held at its end, in megabytes.</summary>
    public required int PeakMegabytes { get; init; }

    /// <summary>What else was to be seen and was not, a sentence each.</summary>
    public IReadOnlyList<string> Missed { get; init; } = [];

    /// <summary>What else was measured: a name and a value with its unit.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures { get; init; } = [];
}
