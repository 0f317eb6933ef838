using BotPlatform.Bots.Faq;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk.Testing;
using BotPlatform.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Tests.Faq;

public sealed class FaqBotTests : IDisposable
{
    private const string Questions =
        """
        # Help desk
        ## How do I reset my password?
        - I forgot my password
        - Passwort vergessen

        Open Settings, then Security.
        ## How do I change my e-mail address?
        Write to us.
        ## Wann habt ihr geöffnet?
        Also: Öffnungszeiten
        Von neun bis fünf.
        ## 営業時間は何時ですか
        九時から五時まで。
        """;

    private readonly TempDirectory _directory = new();
    private readonly Logs _logs = new();
    private readonly string _file;
    private readonly BotHarness<FaqBot> _bot;
    private DateTime _changedAt = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public FaqBotTests()
    {
        _file = Path.Combine(_directory.Path, "faq.md");
        Write(Questions);
        var logger = new LoggerFactory([_logs]).CreateLogger<FaqBot>();
        _bot = new(new FaqBot(Options.Create(new FaqOptions { File = _file }), logger));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("How do I reset my password?", "Open Settings, then Security.")]
    [InlineData("hello! i FORGOT my passwords :(", "Open Settings, then Security.")]
    [InlineData("Passwort vergessen!!", "Open Settings, then Security.")]
    [InlineData("reset\u200B pássword", "Open Settings, then Security.")]
    [InlineData("offnungszeiten", "Von neun bis fünf.")]
    [InlineData("Wann habt ihr denn geöffnet?", "Von neun bis fünf.")]
    [InlineData("営業時間は?", "九時から五時まで。")]
    public async Task A_question_in_other_words_is_answered(string text, string answer)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal(answer, Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("good morning")]
    [InlineData("Do you know how I find the door of my hotel room in the middle of the night?")]
    [InlineData("how do i")]
    [InlineData("👨‍👩‍👧‍👦🇩🇪")]
    [InlineData("")]
    [InlineData("\u202E\u200B")]
    public async Task What_it_does_not_know_is_left_to_others(string text)
    {
        var help = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), _bot.Bot);

        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        await help.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Empty(_bot.Sent);
        Assert.Equal(string.IsNullOrEmpty(text) ? 0 : 1, help.Sent.Count);
    }

    [Fact]
    public async Task In_a_group_it_answers_only_who_mentions_it()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("I forgot my password"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.GroupMessage("@faq I forgot my password"), TestTimeout.Token);

        Assert.Equal("Open Settings, then Security.", Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("!faq password", "Open Settings, then Security.")]
    [InlineData("!faq 2", "Write to us.")]
    [InlineData("!faq 5", "I know nothing about '5'. !faq lists what I know.")]
    [InlineData("!faq \u202Ezebra\n!", "I know nothing about 'zebra !'. !faq lists what I know.")]
    [InlineData("!faq",
        "Ask me one of these:\n1. How do I reset my password?\n2. How do I change my e-mail address?\n3. Wann habt ihr geöffnet?\n"
        + "4. 営業時間は何時ですか\n!faq NUMBER answers it.")]
    public async Task The_command_lists_and_searches(string text, string answer)
    {
        await _bot.ReceiveAsync(Sample.GroupMessage(text), TestTimeout.Token);

        Assert.Equal(answer, Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task Several_candidates_are_offered()
    {
        Write("## Open a bank account\nA\n## Close a bank account\nB\n## Parking\nC\n");

        await _bot.ReceiveAsync(Sample.Message("bank account"), TestTimeout.Token);

        Assert.Equal(
            "Do you mean one of these?\n1. Open a bank account\n2. Close a bank account\n!faq NUMBER answers it.",
            Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task A_changed_file_is_read_again()
    {
        Write("## Parking\nBehind the house.");

        await _bot.ReceiveAsync(Sample.Message("parking?"), TestTimeout.Token);

        Assert.Equal("Behind the house.", Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task While_the_file_is_broken_the_old_content_holds_and_the_log_says_so_once()
    {
        await _bot.ReceiveAsync(Sample.Message("forgot password"), TestTimeout.Token);
        Write("## Parking\n");

        await _bot.ReceiveAsync(Sample.Message("forgot password"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message("forgot password"), TestTimeout.Token);
        File.Delete(_file);
        await _bot.ReceiveAsync(Sample.Message("forgot password"), TestTimeout.Token);

        Assert.Equal(4, _bot.Sent.Count);
        var warnings = _logs.Lines.Where(line => line.Contains("cannot be used", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("line 1: the question 'Parking' has no answer.", warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixty_four_kilobytes_are_no_trouble()
    {
        await _bot.ReceiveAsync(Sample.Message(new string('a', 65_536)), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message(string.Concat(Enumerable.Repeat("pass word ", 6_553))), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message($"!faq {new string('間', 65_536)}"), TestTimeout.Token);

        Assert.StartsWith("I know nothing about '間間", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    private void Write(string text)
    {
        File.WriteAllText(_file, text);
        File.SetLastWriteTimeUtc(_file, _changedAt += TimeSpan.FromSeconds(1));
    }
}
