using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary>The table in the README of the XMPP library names all extensions, and nothing that does not exist.</summary>
public sealed partial class XmppReadmeTests
{
    private static readonly string Library = Repository.File("src", "Connectors", "Xmpp");

    private static readonly IReadOnlyList<Row> Table =
    [
        .. TableRow().Matches(File.ReadAllText(Path.Combine(Library, "README.md")))
            .Select(m => new Row(m.Groups["name"].Value, Names(m.Groups["files"].Value), Names(m.Groups["tests"].Value))),
    ];

    [Fact]
    public void Every_extension_stands_in_the_table()
    {
        var extensions = SourceTree.FilesUnder(Path.Combine(Library, "Extensions"), "*.cs")
            .Select(f => Path.ChangeExtension(Path.GetRelativePath(Library, f), null).Replace('\\', '/'));

        Assert.Empty(extensions.Except(Table.SelectMany(r => r.Files)));
    }

    [Fact]
    public void Every_row_names_files_and_tests() =>
        Assert.All(Table, r => Assert.True(r.Files.Count > 0 && r.Tests.Count > 0, r.Name));

    [Fact]
    public void Every_file_that_the_table_names_exists() =>
        Assert.All(Table.SelectMany(r => r.Files), name => Assert.True(Exists(Library, name), name));

    [Fact]
    public void Every_test_that_the_table_names_exists() =>
        Assert.All(Table.SelectMany(r => r.Tests), name => Assert.True(
            Exists(Repository.File("tests", "Xmpp.Tests"), name)
            || Exists(Repository.File("tests", "Interop.Tests", "Prosody"), name),
            name));

    private static bool Exists(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists($"{path}.cs") || Directory.Exists(path);
    }

    private static IReadOnlyList<string> Names(string cell) => [.. Name().Matches(cell).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^\| (?<name>(?:RFC|XEP)[^|]*) \|[^|]*\|(?<files>[^|]*)\|(?<tests>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    private sealed record Row(string Name, IReadOnlyList<string> Files, IReadOnlyList<string> Tests);
}
