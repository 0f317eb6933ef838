using System.Globalization;
using BotPlatform.Chaos.Cells;

namespace BotPlatform.Chaos.Reporting;

/// <summary>What somebody asks the programme for.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Chaos -- [OPTIONS]
               dotnet run -c Release --project tests/Chaos -- soak [--minutes N] [--load PART] [--column NAME]

          --full            as often as the table in docs/guarantees.md; otherwise as the tests do
          --row NAME        only this row; again for another one
          --column NAME     only this column: embedded, production
          --seed N          repeats a run: the seed that it has printed
          --write FILE      writes the tables into FILE, which has places for them
          --minutes N       how long the soak takes; 10 unless told
          --load PART       which part of what the host can do; 0.7 unless told
        """;

    public bool IsSoak { get; private init; }

    public Scale Scale { get; private init; } = Scale.Short;

    public IReadOnlyList<Row> Rows { get; private init; } = [];

    public IReadOnlyList<Column> Columns { get; private init; } = Column.All;

    public int? Seed { get; private init; }

    public string? File { get; private init; }

    public double Minutes { get; private init; } = 10;

    public double Load { get; private init; } = 0.7;

    /// <exception cref="FormatException">It is nothing that the programme can do; the message says why.</exception>
    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine { IsSoak = arguments is ["soak", ..] };
        for (var i = line.IsSoak ? 1 : 0; i < arguments.Count; i++)
        {
            line = arguments[i] switch
            {
                "--full" => line with { Scale = Scale.Full },
                "--row" => line with { Rows = [.. line.Rows, Find(Cells.Rows.All, row => row.Key, Value())] },
                "--column" => line with { Columns = [Find(Column.All, column => column.Key, Value())] },
                "--seed" => line with { Seed = (int)Number() },
                "--write" => line with { File = Value() },
                "--minutes" => line with { Minutes = Number() },
                "--load" => line with { Load = Number() },
                var other => throw new FormatException($"'{other}' is no option."),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[^1]} wants a value.");

            double Number() => double.TryParse(Value(), CultureInfo.InvariantCulture, out var number)
                ? number : throw new FormatException($"'{arguments[i]}' is no number.");
        }

        return line.File is not null && line.Rows.Count > 0
            ? throw new FormatException("--write wants whole tables: leave --row out.")
            : line;
    }

    private static T Find<T>(IReadOnlyList<T> all, Func<T, string> key, string wanted) =>
        all.FirstOrDefault(one => key(one) == wanted)
        ?? throw new FormatException($"There is no '{wanted}', only {string.Join(", ", all.Select(key))}.");
}
