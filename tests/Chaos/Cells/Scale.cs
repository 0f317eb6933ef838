namespace BotPlatform.Chaos.Cells;

/// <summary>How large a run is.</summary>
/// <param name="Messages">How many messages the user writes in a cell.</param>
/// <param name="Pause">How long stays away what goes away for a while.</param>
/// <param name="SlowFor">How long a slow bot takes.</param>
/// <param name="IsFull">Whether it goes wrong as often as the row says for a full run.</param>
internal sealed record Scale(int Messages, TimeSpan Pause, TimeSpan SlowFor, bool IsFull)
{
    /// <summary>In how many dialogs.</summary>
    public const int Dialogs = 20;

    /// <summary>How many messages may be unanswered, so that every process has something to do.</summary>
    public const int Lead = 300;

    /// <summary>As the table in docs/guarantees.md is made.</summary>
    public static Scale Full { get; } = new(2_000, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), IsFull: true);

    /// <summary>As the tests run it.</summary>
    public static Scale Short { get; } = new(2_000, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), IsFull: false);

    /// <summary>How often a row goes wrong.</summary>
    public int TimesOf(Row row) => IsFull ? row.Times : row.ShortTimes;
}
