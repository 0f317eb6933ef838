using System.Text;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Files;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class SampleBotTests
{
    [Fact]
    public async Task The_welcome_bot_greets_once()
    {
        var bot = new BotHarness<WelcomeBot>(new WelcomeBot());

        await bot.ReceiveAsync(Sample.Message("hello"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("again"), TestTimeout.Token);

        Assert.StartsWith("Welcome!", Assert.Single(bot.Sent).Text, StringComparison.Ordinal);
        Assert.Single(bot.Typing);
    }

    [Fact]
    public async Task The_note_bot_writes_elsewhere_and_explains_itself()
    {
        var bot = new BotHarness<NoteBot>(new NoteBot());

        await bot.ReceiveAsync(Sample.Message("!tell 5f00000000000000000000aa \"lunch is here\""), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!tell everybody lunch is here"), TestTimeout.Token);

        Assert.Equal(["lunch is here", "Done.", "Like this: !tell DIALOG \"TEXT\""], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(new DialogRef("5f00000000000000000000aa"), bot.Sent[0].Dialog);
    }

    [Fact]
    public async Task The_line_bot_sends_a_file_back_with_numbered_lines()
    {
        var bot = new BotHarness<LineBot>(new LineBot());
        var file = bot.AddFile(new FileToSend { Name = "a.txt", ContentType = "text/plain" }, "one\ntwo\n"u8.ToArray());

        await bot.ReceiveAsync(Sample.Message("") with { Attachments = [file] }, TestTimeout.Token);

        var sent = Assert.Single(Assert.Single(bot.Sent).Attachments);
        Assert.Equal(("numbered a.txt", "1: one\n2: two\n"), (sent.Name, Encoding.UTF8.GetString(bot.FindFile(sent)!)));
    }

    [Fact]
    public async Task The_line_bot_is_silent_where_there_are_no_files()
    {
        var bot = new BotHarness<LineBot>(new LineBot());
        var file = bot.AddFile(new FileToSend { Name = "a.txt", ContentType = "text/plain" }, [1]);
        bot.LackFiles();

        await bot.ReceiveAsync(Sample.Message("") with { Attachments = [file] }, TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task The_sheriff_bot_accuses_whom_it_finds()
    {
        var bot = new BotHarness<SheriffBot>(new SheriffBot());
        bot.Answer((FindUsers asked) => new FoundUsers
        {
            Users = asked.Values[0] == "alice" ? [new UserProfile { User = Sample.User, FullName = "Alice" }] : [],
        });
        bot.Answer((GetUnread _) => new UnreadMessages { Total = 7, Dialogs = [] });
        bot.AnswerDone<ReportUser>();

        await bot.ReceiveAsync(Sample.Message("!accuse alice"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!accuse nobody"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!unread"), TestTimeout.Token);

        Assert.Equal(["Alice will hear of it.", "I know nobody of that name.", "7"], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(
            new ReportUser { Account = Sample.Account, User = Sample.User, Reason = "accused by 101" },
            Assert.Single(bot.Requests.OfType<ReportUser>()));
    }

    [Fact]
    public async Task The_club_bot_makes_a_club_once_and_lists_it()
    {
        var clubs = new List<DialogInfo>();
        var bot = new BotHarness<ClubBot>(new ClubBot());
        bot.Answer((CountDialogs asked) => new DialogCount(clubs.Count(club => club.Name == asked.Filter.NameContains)));
        bot.Answer((CreateDialog asked) =>
        {
            clubs.Add(new DialogInfo { Dialog = Sample.Group, Type = asked.Type, Name = asked.Details.Name, MemberCount = 2 });
            return clubs[0];
        });
        bot.Answer((ChangeMembers _) => clubs[0]);
        bot.Answer((GetDialogs _) => new DialogPage { Dialogs = clubs });

        await bot.ReceiveAsync(Sample.Message("!clubs"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!found Chess"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!found Chess"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!clubs"), TestTimeout.Token);

        Assert.Equal(["None.", "Welcome!", "There is such a club.", "Chess: 2"], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(Sample.Group, bot.Sent[1].Dialog);
        Assert.Equal([Sample.User], Assert.Single(bot.Requests.OfType<CreateDialog>()).Members);
        Assert.Equal([Sample.User], Assert.Single(bot.Requests.OfType<ChangeMembers>()).Changes.AddAdmins);
    }

    [Fact]
    public async Task The_report_bot_puts_the_report_in_the_place_of_its_first_message()
    {
        var bot = new BotHarness<ReportBot>(new ReportBot());
        await bot.ReceiveAsync(Sample.Message("!report"), TestTimeout.Token);
        var sent = Sample.Sent(Assert.Single(bot.Sent));

        await bot.ReceiveAsync(sent, TestTimeout.Token);
        await bot.ReceiveAsync(sent, TestTimeout.Token);

        var edit = Assert.Single(bot.CommandsOf<EditMessage>());
        Assert.Equal((sent.MessageId, "The report: all is well."), (edit.MessageId, edit.Text));
    }

    [Fact]
    public async Task The_report_bot_forgets_what_could_not_be_sent()
    {
        var bot = new BotHarness<ReportBot>(new ReportBot());
        await bot.ReceiveAsync(Sample.Message("!report"), TestTimeout.Token);

        await bot.ReceiveAsync(Sample.Failed(bot.Sent[0]), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Sent(bot.Sent[0]), TestTimeout.Token);

        Assert.Empty(bot.CommandsOf<EditMessage>());
    }

    [Fact]
    public async Task The_place_bot_sends_a_place_and_a_code_that_goes_away()
    {
        var bot = new BotHarness<PlaceBot>(new PlaceBot());

        await bot.ReceiveAsync(Sample.Message("!where"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!pin"), TestTimeout.Token);

        Assert.Equal(60.45, Assert.Single(bot.Sent[0].Attachments).Latitude);
        Assert.True(bot.Sent[0].IsSilent);
        Assert.Equal(TimeSpan.FromMinutes(1), bot.Sent[1].DestroyAfter);
        Assert.True(bot.Sent[1].IsMarkable);
    }

    [Fact]
    public async Task The_moderator_bot_deletes_what_is_rude_and_reads_the_rest()
    {
        var bot = new BotHarness<ModeratorBot>(new ModeratorBot());
        var rude = Sample.GroupMessage("Oh bother.");
        var kind = Sample.GroupMessage("Oh well.");

        await bot.ReceiveAsync(rude, TestTimeout.Token);
        await bot.ReceiveAsync(kind, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Edited(kind, "Oh bother, then."), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Reactions(kind.MessageId, "🚩"), TestTimeout.Token);

        Assert.Equal([rude.MessageId, kind.MessageId], bot.CommandsOf<DeleteMessage>().Select(command => command.MessageId));
        Assert.Equal(kind.MessageId, Assert.Single(bot.CommandsOf<MarkRead>()).MessageId);
        Assert.Single(bot.Sent);
    }

    [Fact]
    public async Task The_door_bot_joins_greets_lists_and_leaves()
    {
        var bot = new BotHarness<DoorBot>(new DoorBot());
        bot.AnswerDone<JoinDialog>();
        bot.AnswerDone<LeaveDialog>();
        bot.Answer((GetOnlineOccupants _) => new OnlineOccupants { Users = [new UserRef("101"), new UserRef("102")] });

        await bot.ReceiveAsync(Sample.GroupMessage("!sit"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Joined(), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!who"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!stand"), TestTimeout.Token);

        Assert.Equal(["Hello 101!", "101, 102"], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(
            [new JoinDialog { Account = Sample.Account, Dialog = Sample.Group },
                new GetOnlineOccupants { Account = Sample.Account, Dialog = Sample.Group },
                new LeaveDialog { Account = Sample.Account, Dialog = Sample.Group }],
            bot.Requests);
    }

    [Fact]
    public async Task The_guard_bot_blocks_and_unblocks()
    {
        var bot = new BotHarness<GuardBot>(new GuardBot());
        bot.Answer((GetPrivacyListNames _) => new PrivacyListNames { Names = [] });
        bot.AnswerDone<SavePrivacyList>();
        bot.AnswerDone<UsePrivacyList>();

        await bot.ReceiveAsync(Sample.Message("!block 102"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!unblock 102"), TestTimeout.Token);

        var saved = Assert.Single(bot.Requests.OfType<SavePrivacyList>());
        Assert.Equal([new PrivacyRule { User = new UserRef("102") }], saved.List.Rules);
    }

    [Fact]
    public async Task The_app_bot_answers_an_app()
    {
        var bot = new BotHarness<AppBot>(new AppBot());

        await bot.ReceiveAsync(
            Sample.SystemMessage(new Dictionary<string, string> { ["ask"] = "version" }), TestTimeout.Token);

        Assert.Equal("1.0", Assert.Single(bot.CommandsOf<SendSystemMessage>()).Parameters["version"]);
    }

    [Fact]
    public async Task The_watchdog_bot_tells_of_gaps_and_pings()
    {
        var bot = new BotHarness<WatchdogBot>(new WatchdogBot(NullLogger<WatchdogBot>.Instance));
        bot.Answer((PingNetwork _) => new PingAnswer { RoundTrip = TimeSpan.FromMilliseconds(7) });

        await bot.ReceiveAsync(Sample.State(ConnectionState.Reconnecting, "The cable is cut."), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Gap(), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!ping"), TestTimeout.Token);

        Assert.Equal(["I heard nothing from 03:03:05 to 03:04:05.", "7 ms"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public void The_sample_bots_fit_together()
    {
        using var services = new ServiceCollection().AddSampleBots().BuildServiceProvider();

        Assert.Equal(["shout", "welcome", "notes"], services.GetRequiredService<IBotCatalog>().Bots.Select(bot => bot.Name));
    }
}
