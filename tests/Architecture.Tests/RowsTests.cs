using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary><c>docs/rows.md</c> promises nothing that no test proves.</summary>
public sealed partial class RowsTests
{
    private static readonly string Rows = File.ReadAllText(Repository.File("docs", "rows.md"));

    [Fact]
    public void Every_row_stands_there_once() =>
        Assert.Equal(
            Enumerable.Range(1, 77).Select(n => $"M{n:00}"),
            Row().Matches(Rows).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var tests = SourceTree.CSharp("tests").ToList();
        var named = TestName().Matches(Rows).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !tests.Any(t =>
            Path.GetFileNameWithoutExtension(t.Path) == n.Class
            && t.Code.Contains($" {n.Method}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^\| (M\d\d) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
