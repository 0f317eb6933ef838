using BotPlatform.Bots.Help;
using BotPlatform.Bots.Moderation;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Tests.Moderation;

public sealed class ModerationBotTests
{
    private static readonly UserRef Owner = new("104");
    private static readonly UserRef Admin = new("103");

    private readonly Logs _logs = new();
    private readonly ManualClock _clock = new();
    private readonly ModerationOptions _options = new() { Words = ["darn"], ReportTo = ["5f00000000000000000000aa"], BlockAt = 4 };
    private readonly BotHarness<ModerationBot> _bot;

    public ModerationBotTests() => _bot = Make();

    [Fact]
    public async Task The_first_offence_is_deleted_and_a_warning()
    {
        var message = await SayAsync("oh darn");

        Assert.Equal(message.MessageId, Assert.Single(_bot.CommandsOf<DeleteMessage>()).MessageId);
        Assert.Equal("Alice, such words are not welcome here, please. (Warning 1)", Assert.Single(_bot.Sent).Text);
        Assert.Empty(_bot.Requests.OfType<ReportUser>());
    }

    [Fact]
    public async Task The_third_goes_to_the_moderators_and_the_network()
    {
        for (var i = 0; i < 3; i++)
        {
            await SayAsync("darn\n\u202Eit");
        }

        var report = Assert.Single(_bot.Sent, sent => sent.Dialog != Sample.Group);
        Assert.Equal($"User 101 in {Sample.Group.Id}, warning 3, words: darn it", report.Text);
        Assert.Equal("warning 3: words", Assert.Single(_bot.Requests.OfType<ReportUser>()).Reason);
    }

    [Fact]
    public async Task The_fourth_is_blocked_and_a_pardon_ends_that()
    {
        for (var i = 0; i < 5; i++)
        {
            await SayAsync("darn");
        }

        var rule = Assert.Single(Assert.Single(_bot.Requests.OfType<SavePrivacyList>()).List.Rules);
        Assert.Equal((Sample.User, true), (rule.User, rule.IsBlocked));
        await SayAsync("!warnings @101", Owner);
        Assert.Equal("101: 5 warnings, blocked.", _bot.Sent[^1].Text);

        await SayAsync("!pardon @alice", Admin);
        await SayAsync("!warnings 101", Admin);

        Assert.Equal("Forgotten: alice has no warnings any more.", _bot.Sent[^2].Text);
        Assert.Equal("101: 0 warnings.", _bot.Sent[^1].Text);
    }

    [Fact]
    public async Task What_the_network_refuses_is_logged_and_the_rest_is_done()
    {
        _bot.Answer<ReportUser, Done>(_ => throw new RequestFailedException("No such class.", "item-not-found"));
        _bot.Answer<GetPrivacyListNames, PrivacyListNames>(_ => throw new RequestFailedException("Not now.", "timeout"));
        for (var i = 0; i < 4; i++)
        {
            await SayAsync("darn");
        }

        Assert.Equal(4, _bot.CommandsOf<DeleteMessage>().Count);
        Assert.Equal(["did not report", "did not report", "did not block"], _logs.Lines
            .Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Select(line => line[21..35].Trim()));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("darn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_owner_and_admins_may_write_what_they_like()
    {
        await SayAsync("darn", Owner);
        await SayAsync("darn", Admin);

        Assert.Empty(_bot.Commands);
    }

    [Fact]
    public async Task Where_the_network_does_not_say_who_is_an_admin_nobody_is()
    {
        _bot.Answer<GetDialog, DialogInfo>(_ => throw new RequestFailedException("Not now.", "timeout"));

        await SayAsync("darn", Admin);

        Assert.Single(_bot.CommandsOf<DeleteMessage>());
    }

    [Fact]
    public async Task An_edit_and_a_command_are_looked_at_too()
    {
        var message = await SayAsync("hello");
        await _bot.ReceiveAsync(Sample.Edited(message, "darn"), TestTimeout.Token);
        await SayAsync("!warnings darn");

        Assert.Equal(2, _bot.CommandsOf<DeleteMessage>().Count);
        Assert.Equal(2, _bot.Sent.Count);
    }

    [Fact]
    public async Task It_says_nothing_about_good_messages_and_about_1_1_dialogs()
    {
        await SayAsync("hello");
        await _bot.ReceiveAsync(Sample.Message("darn"), TestTimeout.Token);

        Assert.Empty(_bot.Commands);
    }

    [Fact]
    public async Task A_hint_in_a_1_1_dialog_comes_all_the_same()
    {
        var help = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), _bot.Bot);

        await help.ReceiveAsync(Sample.Message("good morning"), TestTimeout.Token);

        Assert.Single(help.Sent);
    }

    [Fact]
    public async Task Too_many_messages_in_the_time_are_a_flood_and_counting_begins_anew()
    {
        (_options.FloodMessages, _options.FloodTime) = (3, TimeSpan.FromSeconds(10));
        var bot = Make();

        // Two a second, and then one every four seconds, whatever their senders say of the time.
        foreach (var pause in new[] { 0, 0.5, 0.5, 0.5, 0.5, 4, 4, 4, 4 })
        {
            _clock.Advance(TimeSpan.FromSeconds(pause));
            await bot.ReceiveAsync(At(1000 * pause), TestTimeout.Token);
        }

        Assert.Equal("Alice, not so much at once, please. (Warning 1)", Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task People_are_counted_one_by_one()
    {
        (_options.FloodMessages, _options.FloodTime) = (3, TimeSpan.FromSeconds(10));
        var bot = Make();

        for (var i = 0; i < 9; i++)
        {
            await bot.ReceiveAsync(At(0) with { Sender = new UserRef($"{i % 3}") }, TestTimeout.Token);
        }

        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task Old_offences_count_no_longer()
    {
        await _bot.ReceiveAsync(At(0, "darn"), TestTimeout.Token);
        _clock.Advance(TimeSpan.FromDays(31));

        await _bot.ReceiveAsync(At(0, "darn"), TestTimeout.Token);

        Assert.EndsWith("(Warning 1)", _bot.Sent[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_survive_a_restart()
    {
        await SayAsync("darn");

        var next = Answering(_bot.Deploy(_bot.Bot));
        await next.ReceiveAsync(Sample.GroupMessage("darn"), TestTimeout.Token);

        Assert.EndsWith("(Warning 2)", Assert.Single(next.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_may_neither_ask_nor_pardon()
    {
        await SayAsync("!warnings 101");
        await SayAsync("!pardon 101");

        Assert.All(_bot.Sent, sent => Assert.StartsWith("Sorry", sent.Text, StringComparison.Ordinal));
    }

    private static MessageReceived At(double second, string text = "hello")
    {
        var message = Sample.GroupMessage(text);
        return message with { Origin = message.Origin with { OccurredAt = Sample.Moment.AddSeconds(second) } };
    }

    private BotHarness<ModerationBot> Make() => Answering(new(
        new ModerationBot(Options.Create(_options), new LoggerFactory([_logs]).CreateLogger<ModerationBot>()))
    { Time = _clock });

    private static BotHarness<ModerationBot> Answering(BotHarness<ModerationBot> bot)
    {
        var alice = new UserProfile { User = Sample.User, FullName = "Al\u202Eice", Login = "alice" };
        bot.Answer((GetDialog asked) => new DialogInfo
        {
            Dialog = asked.Dialog,
            Type = DialogType.Group,
            Owner = Owner,
            Admins = [Admin],
            Members = [Owner, Admin, Sample.User],
        });
        bot.Answer((FindUsers asked) => new FoundUsers { Users = asked.Values is ["101"] or ["alice"] ? [alice] : [] });
        bot.Answer((GetPrivacyListNames _) => new PrivacyListNames { Names = [] });
        bot.AnswerDone<SavePrivacyList>();
        bot.AnswerDone<UsePrivacyList>();
        bot.AnswerDone<ReportUser>();
        return bot;
    }

    private async Task<MessageReceived> SayAsync(string text, UserRef? user = null)
    {
        var message = Sample.GroupMessage(text) with { Sender = user ?? Sample.User };
        await _bot.ReceiveAsync(message, TestTimeout.Token);
        return message;
    }
}
