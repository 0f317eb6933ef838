using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary><c>docs/rows.md</c> promises nothing that no test proves.</summary>
public sealed partial class RowsTests
{
    private static readonly string Rows = File.ReadAllText(Repository.File("docs", "rows.md"));
    private static readonly ILookup<string, Proof> Proofs = ReadProofs().ToLookup(proof => proof.Row, StringComparer.Ordinal);

    /// <summary>The rows that are promised to work: all but M76, which the documents leave open.</summary>
    public static TheoryData<string> Promised { get; } = new(
        new[] { 1..75, 77..77 }
            .SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value + 1))
            .Select(number => $"M{number:00}"));

    [Fact]
    public void Every_row_stands_there_once() =>
        Assert.Equal(
            Enumerable.Range(1, 77).Select(n => $"M{n:00}"),
            Row().Matches(Rows).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Promised))]
    public void Every_promised_row_has_tests_parties_and_a_state(string row)
    {
        var proofs = Proofs[row].ToList();

        Assert.NotEmpty(proofs);
        Assert.StartsWith("works", proofs[0].State, StringComparison.Ordinal);
        Assert.DoesNotContain(proofs, proof => proof.Between.Length == 0 || proof.Method.Length == 0);
    }

    [Fact]
    public void Every_row_with_a_test_says_between_whom_and_that_it_works() => Assert.All(Proofs, proofs =>
    {
        Assert.StartsWith("works", proofs.First().State, StringComparison.Ordinal);
        Assert.DoesNotContain(proofs, proof => proof.Between.Length == 0);
    });

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        Assert.True(NamedTests.AreIn(Rows));
        Assert.Empty(NamedTests.MissingOf(Rows));
    }

    [Fact]
    public void A_test_that_names_rows_proves_those() =>
        Assert.DoesNotContain(
            Proofs.SelectMany(proofs => proofs),
            proof => RowsOf(proof.Method) is { Count: > 0 } rows && !rows.Contains(proof.Row));

    [Fact]
    public void Every_test_of_a_bot_in_the_host_is_named()
    {
        var named = Proofs.SelectMany(proofs => proofs).Select(proof => (proof.Row, proof.Method)).ToHashSet();
        var tests = SourceTree.CSharp("tests/Interop.Tests/Host").SelectMany(file => Test().Matches(file.Code)).ToList();

        Assert.NotEmpty(tests);
        Assert.Empty(
            tests.Select(test => test.Groups[1].Value).SelectMany(test => RowsOf(test).Select(row => (row, test))).Except(named));
    }

    private static IEnumerable<Proof> ReadProofs()
    {
        var row = "";
        foreach (Match line in Line().Matches(Rows))
        {
            row = line.Groups["row"].Value is { Length: > 0 } next ? next : row;
            yield return new(row, Of("between"), Of("class"), Of("method"), Of("state"));

            string Of(string column) => line.Groups[column].Value;
        }
    }

    private static List<string> RowsOf(string test) =>
        [.. RowPrefix().Match(test).Groups[1].Captures.Select(capture => capture.Value)];

    [GeneratedRegex(@"^\| (M\d\d) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(
        @"^\| (?<row>M\d\d)? \| [^|]*\| (?<between>[^|]*?) \| `(?<class>\w+Tests)\.(?<method>\w+)` \| (?<state>[^|]*?) ?\|$",
        RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?:(M\d\d)_)+")]
    private static partial Regex RowPrefix();

    [GeneratedRegex(@"public async Task (M\d\d\w+)\(")]
    private static partial Regex Test();

    /// <summary>A line of the table: what a test proves, and between whom.</summary>
    private sealed record Proof(string Row, string Between, string Class, string Method, string State);
}
