using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Commands.Arguments;
using FsCheck;
using FsCheck.Fluent;

namespace BotPlatform.BotSdk.Tests.Commands;

/// <summary>What was formatted is read as it was.</summary>
public sealed class ArgumentPropertyTests
{
    private static readonly char[] Awkward = ['"', '\\', ' ', '\n', '\t', '\u00a0', 'a', '\u202e', '\ud83d', '\udc4d', '\u200d'];

    private static Gen<string> Text => Gen.Elements(Awkward).ArrayOf().Select(characters => new string(characters));

    [Fact]
    public void Quoted_texts_are_the_same_arguments_again() => Check(Text.ArrayOf(), texts =>
        CommandSyntax.SplitArguments(string.Join(' ', texts.Select(CommandSyntax.Quote))).SequenceEqual(texts, StringComparer.Ordinal));

    [Fact]
    public void Any_text_is_split_without_losing_anything_but_blanks_quotes_and_backslashes() => Check(Text, text =>
        Kept(string.Concat(CommandSyntax.SplitArguments(text))) == Kept(text));

    [Fact]
    public void A_duration_is_the_same_again() => Check(
        Gen.Choose(0, int.MaxValue).Select(n => new TimeSpan(n * 1_234_567L)),
        duration => HumanDuration.TryParse(HumanDuration.Format(duration), out var again) && again == duration);

    [Fact]
    public void The_longest_duration_is_the_same_again()
    {
        Assert.True(HumanDuration.TryParse(HumanDuration.Format(TimeSpan.MaxValue), out var again));
        Assert.Equal(TimeSpan.MaxValue, again);
    }

    [Theory]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5 Hours", 5400)]
    [InlineData("2w", 1_209_600)]
    [InlineData("0:10:00", 600)]
    [InlineData("1:05", 3900)]
    [InlineData("", null)]
    [InlineData("10", null)]
    [InlineData("m", null)]
    [InlineData("-5m", null)]
    [InlineData("1.2.3s", null)]
    [InlineData("5 parsecs", null)]
    [InlineData("999999999999w", null)]
    [InlineData("99:99", null)]
    public void A_duration_is_written_as_people_do(string text, int? seconds)
    {
        Assert.Equal(seconds is not null, HumanDuration.TryParse(text, out var duration));

        Assert.Equal(seconds ?? 0, duration.TotalSeconds);
    }

    private static string Kept(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('"' or '\\')));

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) =>
        Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure);
}
