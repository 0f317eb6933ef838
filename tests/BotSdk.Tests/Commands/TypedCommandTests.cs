using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Command = BotPlatform.BotSdk.Commands.Command;

namespace BotPlatform.BotSdk.Tests.Commands;

public sealed class TypedCommandTests
{
    private enum Colour
    {
        Red,
        DarkBlue,
    }

    [Theory]
    [InlineData("!vote 2", "2 ()")]
    [InlineData("!VOTE 2  because  \"I\" can ", "2 (because  \"I\" can)")]
    [InlineData("!vote", "OPTION is missing: a whole number. Like this: !vote OPTION [WHY...]")]
    [InlineData("!vote two", "OPTION must be a whole number, and 'two' is none. Like this: !vote OPTION [WHY...]")]
    [InlineData("!vote 99999999999",
        "OPTION must be a whole number from -2147483648 to 2147483647, and '99999999999' is none. Like this: !vote OPTION [WHY...]")]
    public Task A_vote_is_counted_or_explained(string text, string reply) =>
        RepliesAsync("vote", (int option, [Rest] string? why) => $"{option} ({why})", text, reply);

    [Theory]
    [InlineData("!x yes 1.5 -0.25", "True 1.5 -0.25")]
    [InlineData("!x OFF 1e3 3", "False 1000 3")]
    [InlineData("!x maybe 1 1", "SURE must be yes or no, and 'maybe' is none. Like this: !x SURE HOW-MUCH PRICE")]
    [InlineData("!x yes 1,5 1", "HOW-MUCH must be a number such as 1.5, and '1,5' is none. Like this: !x SURE HOW-MUCH PRICE")]
    [InlineData("!x yes NaN 1", "HOW-MUCH must be a number such as 1.5, and 'NaN' is none. Like this: !x SURE HOW-MUCH PRICE")]
    public Task Numbers_are_written_as_in_code(string text, string reply) => RepliesAsync(
        "x", (bool sure, double howMuch, decimal price) => FormattableString.Invariant($"{sure} {howMuch} {price}"), text, reply);

    [Theory]
    [InlineData("!paint darkblue", "DarkBlue")]
    [InlineData("!paint RED", "Red")]
    [InlineData("!paint 0", "COLOUR must be one of red, darkblue, and '0' is none. Like this: !paint COLOUR")]
    public Task An_enum_is_read_by_name_in_any_case(string text, string reply) =>
        RepliesAsync("paint", (Colour colour) => $"{colour}", text, reply);

    [Theory]
    [InlineData("!x 2026-01-31 9:30 2026-01-31T15:04+01:00 1h30m", "2026-01-31 09:30 2026-01-31T14:04Z 90")]
    [InlineData("!x 2026-01-31 09:30:00 \"2026-01-31 15:04\" \"2 days\"", "2026-01-31 09:30 2026-01-31T15:04Z 2880")]
    [InlineData("!x 31.1.2026 9:30 2026-01-31 10m",
        "DAY must be a date such as 2026-01-31, and '31.1.2026' is none. Like this: !x DAY AT MOMENT DURATION")]
    public Task Dates_and_times_mean_the_same_everywhere(string text, string reply) => RepliesAsync(
        "x",
        (DateOnly day, TimeOnly at, DateTimeOffset moment, TimeSpan duration) => FormattableString.Invariant(
            $"{day:yyyy-MM-dd} {at:HH:mm} {moment.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'} {duration.TotalMinutes}"),
        text, reply);

    [Fact]
    public Task Users_dialogs_and_whatever_can_be_parsed_are_arguments() => RepliesAsync(
        "x",
        (UserRef user, DialogRef dialog, Guid id, System.Net.IPAddress host) => $"{user.Id} {dialog.Id} {id} {host}",
        "!x @101 5f00 8a7c2c4e-0000-0000-0000-000000000001 127.0.0.1",
        "101 5f00 8a7c2c4e-0000-0000-0000-000000000001 127.0.0.1");

    [Theory]
    [InlineData("!x", "null 7 red 0")]
    [InlineData("!x 1", "1 7 red 0")]
    [InlineData("!x 1 2 DARKBLUE a \"b c\"", "1 2 darkblue 2")]
    public Task What_is_optional_has_its_default(string text, string reply) => RepliesAsync(
        "x",
        (int? a, int b = 7, Colour c = Colour.Red, params string[] more) =>
            $"{a?.ToString() ?? "null"} {b} {c.ToString().ToLowerInvariant()} {more.Length}",
        text, reply);

    [Theory]
    [InlineData("!x 1 2 3", "6")]
    [InlineData("!x", "0")]
    [InlineData("!x 1 b", "NUMBERS must be a whole number, and 'b' is none. Like this: !x [NUMBERS...]")]
    public Task A_list_takes_what_is_left(string text, string reply) =>
        RepliesAsync("x", (params int[] numbers) => $"{numbers.Sum()}", text, reply);

    [Theory]
    [InlineData("!x 3", "3")]
    [InlineData("!x 9", "One to five, please. Like this: !x OPTION")]
    public Task Rules_on_parameters_hold(string text, string reply) =>
        RepliesAsync("x", ([Range(1, 5, ErrorMessage = "One to five, please.")] int option) => $"{option}", text, reply);

    [Fact]
    public Task A_rule_without_a_sentence_names_the_parameter() => RepliesAsync(
        "x", ([Range(1, 5)] int option) => $"{option}",
        "!x 9", "The field OPTION must be between 1 and 5. Like this: !x OPTION");

    [Theory]
    [InlineData("!x one more", "'more' is too much. Like this: !x WORD")]
    [InlineData("!x \"one", "A quote is opened and not closed; write \\\" where you mean the character. Like this: !x WORD")]
    public Task What_makes_no_sense_is_said(string text, string reply) => RepliesAsync("x", (string word) => word, text, reply);

    [Fact]
    public async Task A_handler_may_ask_for_everything_and_return_what_it_sends()
    {
        var bot = Bot("x", (Command command, int n, MessageReceived message, IBotContext context, CancellationToken token) =>
            context.ReplyAsync(command, $"{n} of {message.Sender.Id} {token.CanBeCanceled}", token));

        await bot.ReceiveAsync(Sample.Message("!x 4"), TestTimeout.Token);

        Assert.Equal("4 of 101 True", Assert.Single(bot.Sent).Text); // and not the id that ReplyAsync returns
    }

    [Fact]
    public async Task A_handler_that_returns_nothing_says_nothing()
    {
        var seen = new List<string>();
        var bot = BotHarness.Of(one =>
        {
            one.OnCommand("void", "A.", (string word) => seen.Add(word));
            one.OnCommand("task", "A.", async (string word) =>
            {
                await Task.Yield();
                seen.Add(word);
            });
            one.OnCommand("null", "A.", (string word) => (string?)null);
            one.OnCommand("text", "A.", async (string word) =>
            {
                await Task.Yield();
                return word;
            });
            one.OnCommand("value", "A.", (string word) => ValueTask.FromResult(word));
        });

        foreach (var name in new[] { "void", "task", "null", "text", "value" })
        {
            await bot.ReceiveAsync(Sample.Message($"!{name} {name}"), TestTimeout.Token);
        }

        Assert.Equal(["void", "task"], seen);
        Assert.Equal(["text", "value"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task What_a_handler_throws_comes_out_as_it_is()
    {
        var bot = Bot("x", string () => throw new InvalidOperationException("As asked."));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.Message("!x"), TestTimeout.Token));

        Assert.Equal("As asked.", error.Message);
    }

    public static TheoryData<Delegate, string> Mistakes() => new()
    {
        { ([Rest] string a, [Rest] string b) => "", "The command !x of the bot 'bot' has B after A, which takes everything that is left" },
        { (int? a, int b) => "", "needs B after A, which may be left out" },
        { (object a) => "", "has the parameter 'a' of the type Object, which cannot be read" },
        { (DateTime a) => "", "of the type DateTime, which cannot be read" },
        { ([Rest] int a) => "", "[Rest] is for one string" },
        { () => 5, "returns Int32: return the reply as a string" },
        { (int[] a) => "", "of the type Int32[], which cannot be read" },
        { (params List<int> a) => "", "make it an array" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_delegate_that_makes_no_command_is_told_so_at_start(Delegate handler, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<BotDefinitionException>(() => Bot("x", handler)).Message, StringComparison.Ordinal);

    private static async Task RepliesAsync(string name, Delegate handler, string text, string reply)
    {
        var bot = Bot(name, handler);

        await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal(reply, Assert.Single(bot.Sent).Text);
    }

    private static BotHarness<InlineBot> Bot(string name, Delegate handler) =>
        BotHarness.Of(bot => bot.OnCommand(name, "Does it.", handler));
}
