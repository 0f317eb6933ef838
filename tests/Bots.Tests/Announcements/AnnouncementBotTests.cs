using BotPlatform.Bots.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Tests.Announcements;

public sealed class AnnouncementBotTests
{
    private static readonly UserRef Stranger = new("105");

    private readonly AnnouncementBotOptions _options = new() { Users = [Sample.User.Id] };

    [Fact]
    public async Task What_is_made_begins_paused_and_is_said_by_the_account_that_was_written_to()
    {
        var bot = Make();

        await SayAsync(bot, """
            !announce create spring to=102,103 cron="0 9 * * 1-5" zone=Europe/Berlin except=104
            Hello {{user.fullName}},
            the pool opens.
            """);

        var create = Assert.Single(bot.Requests.OfType<CreateAnnouncement>());
        Assert.True(create.IsPaused);
        Assert.Equal((Sample.Account, "spring"), (create.Announcement.Account, create.Announcement.Name));
        Assert.Equal("Hello {{user.fullName}},\nthe pool opens.", create.Announcement.Content.Text);
        Assert.Equal(["102", "103"], create.Announcement.Audience.Users.Select(user => user.Id));
        Assert.Equal(("0 9 * * 1-5", "Europe/Berlin"), (create.Announcement.Schedule!.Cron, create.Announcement.Schedule.TimeZone));
        Assert.Equal(
            (RequestWay.Chat, Sample.User.Id, Sample.Account), (create.By.Way, create.By.Name, create.By.Account));
        Assert.NotNull(create.By.Bot);
        Assert.StartsWith("spring is ready, and paused.", Assert.Single(bot.Sent).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("!announce create")]
    [InlineData("!announce create spring to=102")]
    [InlineData("!announce create spring to=102 colour=red\nHello")]
    [InlineData("!announce create spring to=102 soon\nHello")]
    [InlineData("!announce create spring every=often to=102\nHello")]
    [InlineData("!announce create spring type=crowd\nHello")]
    [InlineData("!announce show")]
    public async Task What_is_not_understood_is_explained_and_nothing_is_asked(string text)
    {
        var bot = Make();

        await SayAsync(bot, text);

        Assert.Empty(bot.Requests);
        Assert.NotEmpty(Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task Nobody_else_may()
    {
        var bot = Make();

        await SayAsync(bot, "!announce cancel spring", Stranger);
        await bot.ReceiveAsync(Sample.GroupMessage("!announce cancel spring"), TestTimeout.Token); // a group that is not named

        Assert.Empty(bot.Requests);
        Assert.Equal(
            ["Sorry, !announce is not for you here.", "Announcements are not for you here."], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task Where_the_settings_name_nobody_nobody_may()
    {
        _options.Users = [];
        var bot = Make();

        await SayAsync(bot, "!announce list");

        Assert.Empty(bot.Requests);
    }

    [Theory]
    [InlineData("104", true)]
    [InlineData("103", true)]
    [InlineData("105", false)]
    public async Task A_role_counts_in_the_groups_that_are_named(string user, bool may)
    {
        (_options.Users, _options.Dialogs, _options.Role) = ([], [Sample.Group.Id], DialogRole.Admin);
        var bot = Make();
        bot.Answer((GetDialog asked) => new DialogInfo
        {
            Dialog = asked.Dialog,
            Type = DialogType.Group,
            Owner = new UserRef("104"),
            Admins = [new UserRef("103")],
            Members = [new UserRef(user)],
        });

        await bot.ReceiveAsync(Sample.GroupMessage("!announce list") with { Sender = new UserRef(user) }, TestTimeout.Token);
        await SayAsync(bot, "!announce list", new UserRef(user)); // a role in a group says nothing of a direct dialog

        Assert.Equal(may ? 1 : 0, bot.Requests.OfType<ListAnnouncements>().Count());
    }

    [Fact]
    public async Task What_the_host_refuses_is_said()
    {
        var bot = Make();
        bot.AnswerAnnouncements<PauseAnnouncement, AnnouncementDetails>(_ =>
            throw new RequestFailedException("There is no announcement 'spring'.", "item-not-found"));

        await SayAsync(bot, "!announce pause spring");

        Assert.Equal("There is no announcement 'spring'.", Assert.Single(bot.Sent).Text);
    }

    [Fact]
    public async Task A_bot_that_may_not_announce_says_so()
    {
        var bot = new BotHarness<AnnouncementBot>(new AnnouncementBot(Options.Create(_options)));

        await SayAsync(bot, "!announce list");

        Assert.Contains("does not offer IAnnouncements", Assert.Single(bot.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_goes_to_whoever_asks_for_it()
    {
        var bot = Make();
        bot.AnswerAnnouncements((TestAnnouncement asked) => Run(asked.Name) with { IsTest = true });

        await SayAsync(bot, "!announce test spring");

        Assert.Equal(Sample.User, Assert.Single(bot.Requests.OfType<TestAnnouncement>()).To);
        Assert.Equal("On its way to you: run 7, a test.", Assert.Single(bot.Sent).Text);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("Admin", "", false)]
    [InlineData("Admin", "5f0000000000000000000001", true)]
    [InlineData("Member", "5f0000000000000000000001", false)]
    public void Settings_that_would_let_in_too_many_are_refused(string role, string dialog, bool isRight)
    {
        var options = new AnnouncementBotOptions
        {
            Users = ["101"],
            Dialogs = dialog.Length == 0 ? [] : [dialog],
            Role = role.Length == 0 ? null : Enum.Parse<DialogRole>(role),
        };

        Assert.Equal(isRight, !options.Validate(new(options)).Any());
    }

    private BotHarness<AnnouncementBot> Make() => Answers.AddTo(
        new BotHarness<AnnouncementBot>(new AnnouncementBot(Options.Create(_options))));

    private static RunDetails Run(string name) => Answers.Run(name);

    private static Task SayAsync(BotHarness<AnnouncementBot> bot, string text, UserRef? user = null) =>
        bot.ReceiveAsync(Sample.Message(text) with { Sender = user ?? Sample.User }, TestTimeout.Token);
}
