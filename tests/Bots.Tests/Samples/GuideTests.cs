using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Code in the guide is code that compiles: each block names the snippet that it shows.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void Every_code_block_of_the_guide_equals_its_snippet()
    {
        var snippets = Snippets();
        var guide = File.ReadAllText(Repository.File("docs", "writing-a-bot.md"));

        var blocks = Blocks(guide);

        Assert.Equal(snippets.OrderBy(one => one.Key), blocks.OrderBy(one => one.Key));
        Assert.Equal(blocks.Count, CSharpFence().Count(guide));
    }

    [Fact]
    public void The_bot_in_the_README_is_the_ten_line_bot()
    {
        var blocks = Blocks(File.ReadAllText(Repository.File("README.md")));

        Assert.Equal(Snippets()["ten-lines"], Assert.Single(blocks).Value);
    }

    [Fact]
    public void The_ten_line_bot_has_ten_lines()
    {
        var file = File.ReadAllText(Repository.File("tests", "Bots.Tests", "Samples", "ShoutBot.cs"));

        Assert.Equal(10, Snippet().Match(file).Groups["code"].Value.Count(c => c == '\n'));
    }

    private static Dictionary<string, string> Snippets() =>
        Directory.EnumerateFiles(Repository.File("tests", "Bots.Tests", "Samples"), "*.cs")
            .SelectMany(file => Snippet().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups["name"].Value, match => Dedent(match.Groups["code"].Value));

    private static Dictionary<string, string> Blocks(string page) =>
        Block().Matches(page).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value);

    private static string Dedent(string code)
    {
        var lines = code.Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(
        @"^ *// snippet:(?<name>\S+)\n(?<code>.*?)^ *// end$",
        RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Snippet();

    [GeneratedRegex(
        @"^<!-- snippet:(?<name>\S+) -->\n```csharp\n(?<code>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CSharpFence();
}
