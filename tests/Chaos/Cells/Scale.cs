namespace BotPlatform.Chaos.Cells;

/// <summary>How large a run is.</summary>
/// <param name="Messages">How many messages the user writes in a cell.</param>
/// <param name="IsFull">Whether it goes wrong as often as the row says for a full run.</param>
internal sealed record Scale(int Messages, bool IsFull)
{
    /// <summary>In how many dialogs.</summary>
    public const int Dialogs = 20;

    /// <summary>How many messages may be unanswered, so that every process has something to do.</summary>
    public const int Lead = 300;

    /// <summary>As the table in docs/guarantees.md is made.</summary>
    public static Scale Full { get; } = new(2_000, IsFull: true);

    /// <summary>As the tests run it.</summary>
    public static Scale Short { get; } = new(2_000, IsFull: false);
}
