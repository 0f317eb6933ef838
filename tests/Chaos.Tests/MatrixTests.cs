using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Judging;
using BotPlatform.Chaos.Reporting;
using BotPlatform.TestKit;
using Xunit.Abstractions;

namespace BotPlatform.Chaos.Tests;

/// <summary>
/// The matrix of failures in its short form: each row that a short run has, in each column. The environment variable CHAOS_SEED
/// repeats a failing run.
/// </summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    public static TheoryData<string> EmbeddedRows => RowsOf(Column.Embedded);

    public static TheoryData<string> ProductionRows => RowsOf(Column.Production);

    [Theory]
    [MemberData(nameof(EmbeddedRows))]
    public Task Embedded_nothing_is_lost_doubled_to_the_user_or_out_of_order(string row) => RunAsync(row, Column.Embedded);

    [Theory]
    [MemberData(nameof(ProductionRows))]
    public Task In_production_nothing_is_lost_doubled_to_the_user_or_out_of_order(string row) => RunAsync(row, Column.Production);

    private static TheoryData<string> RowsOf(Column column) =>
        [.. Rows.All.Where(row => column.Has(row) && Scale.Short.TimesOf(row) > 0).Select(row => row.Key)];

    private async Task RunAsync(string key, Column column)
    {
        var row = Rows.All.Single(one => one.Key == key);
        var result = await Cell.RunAsync(row, column, Scale.Short, Seeds.Of("CHAOS_SEED"), output.WriteLine);
        output.WriteLine(MatrixTable.Line(result));

        Assert.Empty(Verdict.Problems(result));
    }
}
