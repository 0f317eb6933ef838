using BotPlatform.Bots.Reminders;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Reminders;

public sealed class ReminderBotTests
{
    // A Wednesday.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 7, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly BotHarness<ReminderBot> _bot = new(catalog => new ReminderBot(catalog));

    public ReminderBotTests() => _bot.Time = _clock;

    private string Last => _bot.Sent[^1].Text;

    [Fact]
    public async Task It_reminds_at_the_time_in_the_dialog_and_once()
    {
        await SayAsync("!remind us tomorrow 9:00 to water the plants");
        Assert.Equal("Number 1: Thu, 2026-07-02 09:00 (UTC): water the plants.", Last);

        await PassAsync(new TimeSpan(20, 29, 59));
        Assert.Single(_bot.Sent);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(("⏰ water the plants", Sample.Group), (Last, _bot.Sent[^1].Dialog));
        await PassAsync(TimeSpan.FromDays(7));

        Assert.Equal(2, _bot.Sent.Count);
        await SayAsync("!reminders");
        Assert.Equal("There are no reminders here.", Last);
    }

    [Fact]
    public async Task Each_person_has_a_time_zone()
    {
        await SayAsync("!timezone Europe/Berlin");
        Assert.StartsWith("Your time zone is Europe/Berlin; it is Wed, 2026-07-01 14:30 there.", Last, StringComparison.Ordinal);

        await SayAsync("!remind at 15:00 tea");
        await SayAsync("!remind at 15:00 coffee", new UserRef("102"));
        await SayAsync("!reminders");

        Assert.Equal(
            "1. Wed, 2026-07-01 15:00 (Europe/Berlin): tea\n2. Wed, 2026-07-01 17:00 (Europe/Berlin): coffee", Last);
    }

    [Fact]
    public async Task A_repetition_goes_on_by_the_clock_on_the_wall_over_a_change_of_clocks()
    {
        _clock.Advance(new DateTimeOffset(2026, 10, 23, 12, 0, 0, TimeSpan.Zero) - _clock.GetUtcNow());
        await SayAsync("!timezone Europe/Berlin");
        await SayAsync("!remind every day 2:30 check the clocks");

        foreach (var hour in new[] { 0.5, 0.5, 1.5 }) // UTC: before, first time on the day itself, after
        {
            var day = _clock.GetUtcNow().Date.AddDays(1);
            await PassAsync(new DateTimeOffset(day.AddHours(hour), TimeSpan.Zero) - _clock.GetUtcNow());
            Assert.Equal("⏰ check the clocks", Last);
        }

        Assert.Equal(5, _bot.Sent.Count);
        Assert.Single(_bot.Scheduled);
    }

    [Fact]
    public async Task A_reminder_survives_a_restart_and_what_was_missed_comes_late_and_once()
    {
        await SayAsync("!remind every day 13:00 stretch");
        _clock.Advance(TimeSpan.FromDays(3));

        var next = _bot.Deploy(_bot.Bot);
        await next.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal("⏰ stretch (this was for Wed, 2026-07-01 13:00)", Assert.Single(next.Sent).Text);
        Assert.Equal(new DateTimeOffset(2026, 7, 4, 13, 0, 0, TimeSpan.Zero), Assert.Single(next.Scheduled).DueAt);
    }

    [Fact]
    public async Task Who_wanted_it_takes_it_back_or_an_admin()
    {
        var (admin, other) = (new UserRef("103"), new UserRef("102"));
        _bot.Answer((GetDialog asked) => new DialogInfo
        {
            Dialog = asked.Dialog,
            Type = DialogType.Group,
            Members = [Sample.User, admin, other],
            Admins = [admin],
        });
        await SayAsync("!remind in 20 minutes one");
        await SayAsync("!remind in 20 minutes two");

        await SayAsync("!forget-reminder 1", other);
        Assert.StartsWith("Only who wanted it", Last, StringComparison.Ordinal);
        await SayAsync("!forget-reminder 1");
        Assert.Equal("Forgotten: one.", Last);
        await SayAsync("!forget-reminder 2", admin);
        Assert.Equal("Forgotten: two.", Last);
        await SayAsync("!forget-reminder 2");
        Assert.Equal("There is no reminder 2 here.", Last);

        Assert.Empty(_bot.Scheduled);
    }

    [Theory]
    [InlineData("!remind", "Like this: ")]
    [InlineData("!remind us sometimes", "Like this: ")]
    [InlineData("!remind tomorrow", "Of what shall I remind you?")]
    [InlineData("!remind today 9:00 get up", "That time has been.")]
    [InlineData("!remind 2040-01-01 party", "That is too far away")]
    [InlineData("!timezone Mars/Base", "'Mars/Base' is no time zone.")]
    [InlineData("!timezone ../../etc/passwd", "'../../etc/passwd' is no time zone.")]
    [InlineData("!timezone /etc/localtime", "'/etc/localtime' is no time zone.")]
    public async Task What_does_not_fit_is_explained(string text, string answer)
    {
        await SayAsync(text);

        Assert.StartsWith(answer, Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
        Assert.Empty(_bot.Scheduled);
    }

    [Fact]
    public async Task A_dialog_holds_only_so_many_and_so_long_ones()
    {
        for (var i = 0; i < 55; i++)
        {
            await SayAsync($"!remind in 20 minutes {new string('漢', i < 15 ? 950 : 10)}");
        }

        Assert.Equal(50, _bot.Scheduled.Count);
        Assert.StartsWith("I remember 50 things here already.", Last, StringComparison.Ordinal);
        await SayAsync($"!remind in 20 minutes {new string('x', 65_536)}");
        Assert.Equal("That is too long.", Last);
    }

    [Fact]
    public async Task A_time_that_the_clocks_leave_out_is_made_clear()
    {
        await SayAsync("!timezone Europe/Berlin");

        await SayAsync("!remind 2027-03-28 2:30 change the clocks");

        Assert.Equal(
            "Number 1: Sun, 2027-03-28 03:30 (Europe/Berlin): change the clocks. "
            + "The clocks are put forward then, and leave out the time that you said.",
            Last);
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_host()
    {
        var german = new BotCatalog(_ => [], BotTexts.German);
        var bot = new BotHarness<ReminderBot>(new ReminderBot(german)) { Time = _clock };

        await bot.ReceiveAsync(At("!remind uns morgen um 9 Uhr an das Gießen"), TestTimeout.Token);

        Assert.Equal("Nummer 1: 2026-07-02 09:00 (UTC): das Gießen.", Assert.Single(bot.Sent).Text);
    }

    private MessageReceived At(string text)
    {
        var message = Sample.GroupMessage(text);
        return message with { Origin = message.Origin with { OccurredAt = _clock.GetUtcNow() } };
    }

    private Task SayAsync(string text, UserRef? user = null) =>
        _bot.ReceiveAsync(At(text) with { Sender = user ?? Sample.User }, TestTimeout.Token);

    private Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return _bot.ReceiveDueAsync(TestTimeout.Token);
    }
}
