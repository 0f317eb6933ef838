using System.Text.RegularExpressions;
using BotPlatform.Bots.Announcements;
using BotPlatform.Bots.Faq;
using BotPlatform.Bots.Moderation;
using BotPlatform.Bots.Polls;
using BotPlatform.Bots.Reminders;
using BotPlatform.Bots.Tests.Announcements;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Tests;

/// <summary>The dialogues in <c>docs/bots.md</c> are what the bots say.</summary>
public sealed partial class BotPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs", "bots.md"));
    private static readonly UserRef Alice = new("101");
    private static readonly UserRef Bob = new("102");

    [Fact]
    public void Every_dialogue_has_a_test() =>
        Assert.Equal(["poll", "reminder", "faq", "moderation", "announcements"], Dialogue().Matches(Page).Select(match => match.Groups["name"].Value));

    [Fact]
    public Task The_poll_says_what_the_page_says() => PlayAsync("poll", new BotHarness<PollBot>(catalog => new PollBot(catalog)));

    [Fact]
    public Task The_reminder_says_what_the_page_says() => PlayAsync(
        "reminder", new BotHarness<ReminderBot>(catalog => new ReminderBot(catalog)) { Time = new ManualClock(Sample.Moment) });

    [Fact]
    public async Task The_faq_says_what_the_page_says()
    {
        using var directory = new TempDirectory();
        var file = directory.File("faq.md");
        await File.WriteAllTextAsync(file, FaqExample().Match(Page).Groups["text"].Value, TestTimeout.Token);

        await PlayAsync("faq", new BotHarness<FaqBot>(new FaqBot(
            Options.Create(new FaqOptions { File = file }), NullLogger<FaqBot>.Instance)));
    }

    [Fact]
    public Task Moderation_says_what_the_page_says() => PlayAsync("moderation", new BotHarness<ModerationBot>(new ModerationBot(
        Options.Create(new ModerationOptions { Words = ["darn"] }), NullLogger<ModerationBot>.Instance)));

    [Fact]
    public Task Announcements_are_made_as_the_page_says() => PlayAsync("announcements", Answers.AddTo(
        new BotHarness<AnnouncementBot>(new AnnouncementBot(
            Options.Create(new AnnouncementBotOptions { Users = [Alice.Id], Dialogs = [Sample.Group.Id] })))));

    private static async Task PlayAsync<TBot>(string name, BotHarness<TBot> bot)
        where TBot : class
    {
        bot.Answer((GetDialog asked) => new DialogInfo { Dialog = asked.Dialog, Type = DialogType.Group, Owner = Alice, Members = [Alice, Bob] });
        bot.Answer((FindUsers _) => new FoundUsers { Users = [new UserProfile { User = Bob, FullName = "Bob", Login = "bob" }] });
        var lines = Line().Matches(Dialogue().Matches(Page).Single(match => match.Groups["name"].Value == name).Groups["text"].Value);
        var replies = new List<string>();
        foreach (var (who, text) in lines.Select(line => (line.Groups["who"].Value, line.Groups["text"].Value.TrimEnd('\n'))))
        {
            if (who == "bot")
            {
                replies.Add(text);
                continue;
            }

            Assert.Equal(replies, bot.Sent.Select(sent => sent.Text));
            var message = name == "faq" ? Sample.Message(text) : Sample.GroupMessage(text);
            await bot.ReceiveAsync(message with { Sender = who == "alice" ? Alice : Bob }, TestTimeout.Token);
        }

        Assert.Equal(replies, bot.Sent.Select(sent => sent.Text));
    }

    [GeneratedRegex(@"<!-- dialogue:(?<name>\S+) -->\n```\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Dialogue();

    [GeneratedRegex(@"^(?<who>alice|bob|bot)> (?<text>.*?)(?=^(alice|bob|bot)> |\z)",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();

    [GeneratedRegex(@"<!-- faq -->\n```markdown\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FaqExample();
}
