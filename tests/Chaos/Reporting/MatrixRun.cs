using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Judging;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Reporting;

/// <summary>Runs cells one after the other and shows what they have shown.</summary>
internal static class MatrixRun
{
    /// <returns>Whether all are green.</returns>
    public static async Task<bool> RunAsync(CommandLine line)
    {
        var isGreen = true;
        foreach (var column in line.Columns)
        {
            var results = new List<CellResult>();
            foreach (var row in Rows.All.Where(row => column.Has(row) && IsWanted(row, line)))
            {
                var result = await Cell.RunAsync(row, column, line.Scale, line.Seed ?? Seeds.Of("CHAOS_SEED"), Console.Error.WriteLine);
                await Console.Error.WriteLineAsync($"{column.Key} {MatrixTable.Line(result)}");
                results.Add(result);
            }

            var table = MatrixTable.Of(results);
            Console.WriteLine($"\n{column.Key}\n\n{table}");
            isGreen &= results.All(result => Verdict.Problems(result).Count == 0);
            if (line.File is { } file)
            {
                await File.WriteAllTextAsync(file, Document.Replace(await File.ReadAllTextAsync(file), $"matrix {column.Key}", table));
            }
        }

        return isGreen;
    }

    private static bool IsWanted(Row row, CommandLine line) =>
        line.Rows.Count > 0 ? line.Rows.Contains(row) : line.Scale.TimesOf(row) > 0;
}
