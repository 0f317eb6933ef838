using System.Text.RegularExpressions;

namespace BotPlatform.Architecture.Tests;

/// <summary>Tests that a document names, as <c>`SomeTests.Some_test`</c>.</summary>
internal static partial class NamedTests
{
    public static bool AreIn(string text) => TestName().IsMatch(text);

    /// <summary>Those that do not exist.</summary>
    public static IEnumerable<string> MissingOf(string text)
    {
        var tests = SourceTree.CSharp("tests").ToList();
        return TestName().Matches(text)
            .Where(m => !tests.Any(t =>
                Path.GetFileNameWithoutExtension(t.Path) == m.Groups[1].Value
                && t.Code.Contains($" {m.Groups[2].Value}(", StringComparison.Ordinal)))
            .Select(m => m.Value);
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
