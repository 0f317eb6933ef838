using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotSdk.Tests.Commands;

/// <summary>Whatever people write costs little and has a short answer.</summary>
public sealed class HostileCommandTests
{
    private const int Large = 64 * 1024;

    private static readonly string[] Texts =
    [
        "!n " + new string('9', Large),
        "!n " + new string('x', Large),
        "!n " + string.Concat(Enumerable.Repeat("1 ", Large / 2)),
        "!n \"" + new string('"', Large),
        "!n \"" + new string('\\', Large),
        "!n " + string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", Large / 11)),
        "!n a" + new string('\u0301', Large),
        "!n \u202e\u2066txet" + new string('\u202e', Large),
        "!n \ud800\udfff\udc00",
        "!n \0\u0007\u001b[31m",
        "!many " + string.Concat(Enumerable.Repeat("1 ", Large / 2)),
        "!for " + new string('9', Large) + "h",
        "!for " + string.Concat(Enumerable.Repeat("1h", Large / 2)),
        "!group " + new string('x', Large),
        "!big " + new string('9', Large),
    ];

    public static TheoryData<int> Numbers { get; } = [.. Enumerable.Range(0, Texts.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Nonsense_has_a_short_answer_on_one_line(int number)
    {
        var bot = Bot();

        await bot.ReceiveAsync(Sample.Message(Texts[number]), TestTimeout.Token);

        var reply = Assert.Single(bot.Sent).Text;
        Assert.InRange(reply.Length, 1, 400);
        Assert.DoesNotContain(reply.Split('\n')[0], c => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
    }

    [Fact]
    public async Task A_large_text_arrives_whole()
    {
        var bot = Bot();
        var text = string.Concat(Enumerable.Repeat("👍🏽 \"a\" ", Large / 9)).Trim();

        await bot.ReceiveAsync(Sample.Message("!rest " + text), TestTimeout.Token);

        Assert.Equal(text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task More_values_than_anybody_types_are_refused_with_the_limit()
    {
        var bot = Bot();

        await bot.ReceiveAsync(Sample.Message("!many " + string.Join(' ', Enumerable.Repeat("1", 101))), TestTimeout.Token);

        Assert.Equal("NUMBERS may be 100 at most. Like this: !many [NUMBERS...]", Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task A_rule_that_a_text_makes_endless_refuses_it()
    {
        var bot = BotHarness.Of(one => one.OnCommand(
            "n", "A.", ([RegularExpression("^(a+)+$", MatchTimeoutInMilliseconds = 20, ErrorMessage = "Only a.")] string word) => word));

        await bot.ReceiveAsync(Sample.Message($"!n {new string('a', 200)}b"), TestTimeout.Token);

        Assert.Equal("Only a. Like this: !n WORD", Assert.Single(bot.Sent).Text);
    }

    private static BotHarness<InlineBot> Bot() => BotHarness.Of(bot =>
    {
        bot.OnCommand("n", "A.", (int n) => "");
        bot.OnCommand("big", "A.", (System.Numerics.BigInteger n) => "");
        bot.OnCommand("many", "A.", (params int[] numbers) => "");
        bot.OnCommand("for", "A.", (TimeSpan time) => "");
        bot.OnCommand("rest", "A.", ([Rest] string text) => $"{text.Length}");
        bot.OnCommands("group", "A.", group => group.Add("one", "A.", () => ""));
    });
}
