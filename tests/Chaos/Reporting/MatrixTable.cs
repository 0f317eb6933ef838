using System.Globalization;
using BotPlatform.Chaos.Judging;

namespace BotPlatform.Chaos.Reporting;

/// <summary>Results as a table of a document: one column of the matrix, its rows one below the other.</summary>
internal static class MatrixTable
{
    /// <summary>Markdown, without a line end behind it.</summary>
    public static string Of(IEnumerable<CellResult> results) => string.Join(
        '\n',
        [
            "| what goes wrong | times | messages | lost | out of order | doubled to the bot | doubled to the user | host at most | seed | verdict |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
            .. results.Select(Line),
        ]);

    /// <summary>One result for somebody who watches.</summary>
    public static string Line(CellResult result)
    {
        var problems = Verdict.Problems(result);
        var tally = result.Tally;
        string[] cells =
        [
            result.Row + string.Concat(result.Figures.Select(figure => $"; {figure.Name}: {figure.Value}")),
            $"{result.Struck}", Number(result.Messages), Number(tally.Lost), Number(tally.OutOfOrder), Number(tally.DoubledToBot),
            Number(tally.DoubledToUser) + (result.ServerRepeats ? " (by the server)" : ""), $"{result.PeakMegabytes} MB", $"{result.Seed}",
            problems.Count == 0 ? "green" : $"**red**: {string.Join(' ', problems)}",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
