using System.Text.RegularExpressions;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The walk through <c>docs/announcements.md</c>, command by command, at a running host.</summary>
public sealed partial class AnnouncementGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.File("docs", "announcements.md"));

    [Fact]
    public async Task Each_command_of_the_walk_answers_what_the_guide_says()
    {
        await using var host = await RunningHost.StartAsync();
        await using var alice = await Chatter.ConnectAsync(host);
        var steps = Step().Matches(Guide);
        Assert.True(steps.Count >= 10);
        await Until.TrueAsync(async () => // the account is connected
            (await RunAsync(host, "show spring")).ExitCode == 1
            && (await RunAsync(host, """create ready --to-users 104 --text "{{user.fullName}}" --preview""")).Output.Contains("Dave", StringComparison.Ordinal));

        foreach (Match step in steps)
        {
            var answer = await RunAsync(host, step.Groups["command"].Value);

            Assert.Equal(
                step.Groups["answer"].Value.TrimEnd('\n'),
                Same((answer.Output + answer.Error).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n')));
        }

        await alice.ReadAsync("Hello Alice, the pool opens on Sunday.");
    }

    private static Task<CommandResult> RunAsync(RunningHost host, string command)
    {
        var words = Word().Matches(command).Select(word => word.Value.Trim('"')).Where(word => word != "--host");
        return RunningHost.RunAsync(["announce", .. words, "--host", host.Web.GetLeftPart(UriPartial.Authority)]);
    }

    // What is another time each time.
    private static string Same(string output)
    {
        output = Times().Replace(output, "next         NEXT TIMES");
        output = Time().Replace(output, "TIME");
        output = User().Replace(output, "command line (USER)");
        output = Run().Replace(output, "${start}NUMBER");
        return MessageId().Replace(output, ",ID,");
    }

    [GeneratedRegex(@"<!-- walk -->\n```console\n\$ announce (?<command>[^\n]*)\n(?<answer>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Step();

    [GeneratedRegex("""
        "[^"]*"|\S+
        """, RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^next         \w{3} \d{4}-\d\d-\d\d 08:50:00 \+0[12]:00(?:\n {13}\w{3} \d{4}-\d\d-\d\d 08:50:00 \+0[12]:00){9}", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Times();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Time();

    [GeneratedRegex(@"command line \([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex User();

    [GeneratedRegex(@"^(?<start>(?:latest run   |run {10}|On its way to user \d+: run ))\d+", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Run();

    [GeneratedRegex(",[0-9a-f]{24},", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MessageId();
}
