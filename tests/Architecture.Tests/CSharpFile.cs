using System.Text.RegularExpressions;

namespace BotPlatform.Architecture.Tests;

/// <summary>A source file: its text, and its code, which is the text without comments and without what stands in literals.</summary>
internal sealed partial record CSharpFile(string Path, string Text)
{
    public string Code { get; } = CommentOrLiteral().Replace(Text, Blank);

    public static CSharpFile Read(string file) => new(SourceTree.Relative(file), File.ReadAllText(file));

    public string? Namespace => NamespaceLine().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Each place in the code that matches, as <c>path:line</c>.</summary>
    public IEnumerable<string> Places(Regex regex) =>
        regex.Matches(Code).Select(m => $"{Path}:{Code.AsSpan(0, m.Index).Count('\n') + 1}");

    // Lines stay lines, so that places can be counted.
    private static string Blank(Match match) => new('\n', match.ValueSpan.Count('\n'));

    [GeneratedRegex("""
        //[^\n]*
        | /\*.*?\*/
        | (?<quotes>"{3,}).*?\k<quotes>
        | @\$?"(?:[^"]|"")*" | \$@"(?:[^"]|"")*"
        | "(?:\\.|[^"\\\n])*"
        | '(?:\\.|[^'\\\n])+'
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)\s*[;{]", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
