using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>What each new session begins with, and what the account says of itself.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task The_presence_says_what_the_account_can_do_and_whoever_asks_is_told()
    {
        await using var account = ScriptedAccount.Idle();
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        var presence = await account.SetUpAsync();
        await connecting;
        var ver = Xml.Attribute(presence, "ver");

        await account.Server.SendAsync(
            "<iq type='get' id='q1' from='alice@localhost/phone' to='bot@localhost/r1'>"
            + $"<query xmlns='http://jabber.org/protocol/disco#info' node='urn:botplatform:standard-xmpp#{ver}'/></iq>");
        var answer = await account.ExpectAsync("^<iq .*id='q1'");

        Assert.Contains("<identity category='client' type='bot' name='BotPlatform'/>", answer, StringComparison.Ordinal);
        Assert.Contains("<feature var='urn:xmpp:message-correct:0'/>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_carbons_is_good_enough()
    {
        await using var account = ScriptedAccount.Idle();
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        await account.RefuseAsync("carbons", "service-unavailable");
        await account.ExpectAsync("^<presence");
        await account.Server.Current.AnswerPingAsync();

        await connecting;
    }

    [Fact]
    public async Task Rooms_of_the_configuration_are_joined_with_its_nick_at_each_login()
    {
        await using var account = ScriptedAccount.Idle(
            ("Accounts:0:Rooms:0", ScriptedAccount.Room), ("Accounts:0:Nick", "helper"), ("Reconnect:FirstDelay", "00:00:00.001"));
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        var first = await EnterAsync(account);
        await connecting;
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>hi</body>", "s1"));

        await (await account.ComeBackAsync()).LogInAsync();
        var second = await EnterAsync(account, learns: false);

        Assert.Contains("<history maxstanzas='0'/>", first, StringComparison.Ordinal);
        Assert.Contains("<history since='2029-12-31T23:59:00.000Z'/>", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_new_login_only_what_was_missed_is_news_and_the_gap_is_told()
    {
        await using var account = ScriptedAccount.Idle(
            ("Accounts:0:Rooms:0", ScriptedAccount.Room), ("Accounts:0:Nick", "helper"), ("Reconnect:FirstDelay", "00:00:00.001"));
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        await EnterAsync(account);
        await connecting;
        await account.HearAsync<MessageReceived>(Xml.InRoom("alice", "a1", "<body>heard</body>", "s1"));

        await (await account.ComeBackAsync()).LogInAsync();
        await EnterAsync(account, learns: false);
        const string Late = "<delay xmlns='urn:xmpp:delay' from='team@rooms.localhost' stamp='2029-12-31T23:59:30Z'/>";
        await account.Server.SendAsync(
            Xml.InRoom("alice", "a1", $"<body>heard</body>{Late}", "s1") + Xml.InRoom("alice", "a2", $"<body>missed</body>{Late}", "s2"));

        // The room's answer may overtake the word that the session is ready.
        IAccountEvent[] events = [await account.NextAsync(), await account.NextAsync()];
        Assert.Single(events.OfType<GapDetected>());
        var heard = Assert.Single(events.OfType<MessageReceived>());
        Assert.Equal(("missed", "s2", true), (heard.Text, heard.MessageId, heard.WasDelayed));
        Assert.Equal(new UserRef($"{ScriptedAccount.Room}/alice"), heard.Sender);
    }

    [Fact]
    public async Task A_room_that_the_login_makes_is_opened_as_soon_as_the_account_may_send()
    {
        await using var account = ScriptedAccount.Idle(("Accounts:0:Rooms:0", ScriptedAccount.Room));
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        await account.AnswerAsync("urn:xmpp:carbons:2");
        await account.RefuseAsync("disco#info", "item-not-found");
        await account.ExpectAsync($"^<presence .*{ScriptedAccount.Room}/bot");

        await account.Server.SendAsync(Xml.Self("<status code='201'/>"));
        await account.HearAsync<MessageReceived>("<message from='zoe@localhost/x' type='chat' id='z1'><body>hi</body></message>");
        Assert.False(connecting.IsCompleted);
        await account.Server.Current.AnswerPingAsync();

        await account.AnswerAsync("muc#owner");
        await connecting;
    }

    [Fact]
    public async Task Who_asks_because_of_what_the_login_brings_is_answered()
    {
        await using var account = ScriptedAccount.Idle();
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        await account.AnswerAsync("urn:xmpp:carbons:2");
        await account.ExpectAsync("^<presence");

        await account.HearAsync<MessageReceived>("<message from='zoe@localhost/x' type='chat' id='z1'><body>hi</body></message>");
        var asking = account.Ask<GetLastActivity, LastActivity>(
            new GetLastActivity { Account = Commands.Account, User = new UserRef("zoe@localhost") });
        Assert.False(connecting.IsCompleted);
        await account.Server.Current.AnswerPingAsync();
        await account.AnswerAsync("jabber:iq:last", "<query xmlns='jabber:iq:last' seconds='0'/>");

        Assert.True((await asking).IsOnline);
        await connecting;
    }

    [Theory]
    [InlineData("item-not-found", true)]
    [InlineData("not-acceptable", true)]
    [InlineData("service-unavailable", false)]
    public async Task A_room_is_asked_whether_the_account_is_still_there(string answer, bool joinsAgain)
    {
        // The clock may run far ahead of the sockets before the answer is there.
        await using var account = await ScriptedAccount.InRoomAsync(settings: ("AnswerTimeout", "40.00:00:00"));

        var asking = account.RefuseAsync("urn:xmpp:ping", answer);
        await account.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), asking);
        Assert.Equal($"{ScriptedAccount.Room}/bot", Xml.Attribute(await asking, "to"));

        var next = account.ExpectAsync(joinsAgain ? "^<presence .*history" : "^<iq .*urn:xmpp:ping");
        if (joinsAgain)
        {
            await next;   // at once
        }
        else
        {
            await account.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), next);
            Assert.Equal(2, account.Server.Current.Count("presence"));   // of the login and of the room
        }
    }

    [Fact]
    public async Task Nobody_looks_is_said_where_the_server_understands_it_and_again_on_a_new_stream()
    {
        await using var account = ScriptedAccount.Idle(("Reconnect:FirstDelay", "00:00:00.001"));
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await LogInWithClientStateAsync(await account.Server.AcceptAsync());
        await account.SetUpAsync();
        await connecting;

        var asking = account.Ask<SetActivity, Done>(new SetActivity { Account = Commands.Account, IsActive = false });
        await account.ExpectAsync("^<inactive xmlns='urn:xmpp:csi:0'/>");
        await asking;
        await LogInWithClientStateAsync(await account.ComeBackAsync());
        await account.AnswerAsync("urn:xmpp:carbons:2");

        await account.ExpectAsync("^<inactive xmlns='urn:xmpp:csi:0'/>");
    }

    [Fact]
    public async Task Nobody_looks_is_refused_where_the_server_does_not_understand_it()
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(
            () => account.Ask<SetActivity, Done>(new SetActivity { Account = Commands.Account, IsActive = false }));

        Assert.Equal("feature-not-implemented", error.Reason);
    }

    private static async Task<string> EnterAsync(ScriptedAccount account, bool learns = true)
    {
        await account.AnswerAsync("urn:xmpp:carbons:2");
        if (learns)
        {
            await account.DescribeRoomAsync();
        }

        var presence = await account.ExpectAsync($"^<presence .*{ScriptedAccount.Room}/helper");
        await account.Server.SendAsync(
            Xml.Occupant("alice") + Xml.Self().Replace("/bot'", "/helper'", StringComparison.Ordinal));
        await account.Server.Current.AnswerPingAsync();
        return presence;
    }

    private static async Task LogInWithClientStateAsync(ScriptedConnection connection)
    {
        await connection.OfferMechanismAsync("PLAIN");
        await connection.ExpectElementAsync(@"^<auth\b");
        await connection.SendAsync("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        await connection.OfferAsync("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><csi xmlns='urn:xmpp:csi:0'/>");
        await connection.BindAsync();
    }
}
