using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary><c>docs/faults.md</c> promises nothing that no test proves.</summary>
public sealed partial class FaultsTests
{
    private const int Columns = 6;
    private static readonly string Faults = File.ReadAllText(Repository.File("docs", "faults.md"));

    [Fact]
    public void Every_fault_is_proved_by_a_test_and_has_every_column_filled()
    {
        var rows = Row().Matches(Faults).Select(m => m.Value.Trim('|', '\r').Split(" | ")).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(Columns, row.Count(cell => !string.IsNullOrWhiteSpace(cell))));
        Assert.All(rows, row => Assert.True(NamedTests.AreIn(row[^1]), row[0]));
    }

    [Fact]
    public void Every_test_that_is_named_exists() => Assert.Empty(NamedTests.MissingOf(Faults));

    // All but the head of the table and the line under it.
    [GeneratedRegex(@"^\| (?!Fault \||Word \|).*\|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
