using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>XEP-0313: the account asks its archive for what it missed.</summary>
public sealed class MissedMessagesTests
{
    private const string Archive = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query>";
    private const string RoomArchive =
        "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:mam:2'/></query>";

    private static readonly DateTimeOffset Since = new(2029, 12, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_asks_page_by_page_and_takes_only_what_its_own_archive_answers()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var reading = ReadAsync(account);
        await account.AnswerAsync("disco#info", Archive);

        var first = await account.ExpectAsync("^<iq .*urn:xmpp:mam:2");
        var id = Xml.Attribute(first, "queryid");
        await account.Server.SendAsync(
            Result("mallory@localhost", id, "x1", Chat("mallory", "forged"))
            + Result("bot@localhost", "another", "x2", Chat("mallory", "forged"))
            + Result("bot@localhost", id, "a1", Chat("alice", "one"))
            + Result("bot@localhost", id, "a2", Chat("bot", "my own"))
            + End(first, "a2", isComplete: false));
        var second = await account.ExpectAsync("^<iq .*urn:xmpp:mam:2");
        id = Xml.Attribute(second, "queryid");
        await account.Server.SendAsync(
            Result("bot@localhost", id, "a3", Chat("alice", "two"))
            + Result("bot@localhost", id, "a4", "<message xmlns='jabber:client' from='alice@localhost/phone' type='groupchat' id='g'><body>no</body></message>")
            + End(second, "a4", isComplete: true));

        var missed = await reading;

        Assert.Equal(["one", "two"], missed.Select(message => message.Text));
        Assert.All(missed, message => Assert.Equal((true, Since.AddHours(1)), (message.WasDelayed, message.Origin.OccurredAt)));
        Assert.Contains("<value>2029-12-31T12:00:00.000Z</value>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<after>", first, StringComparison.Ordinal);
        Assert.Contains("<after>a2</after>", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_an_archive_gives_nothing_back()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var reading = ReadAsync(account);

        await account.AnswerAsync("disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'/>");

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task A_room_that_does_not_let_the_account_read_costs_that_room()
    {
        await using var account = ScriptedAccount.Idle(("Accounts:0:Rooms:0", ScriptedAccount.Room));
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync();
        await account.AnswerAsync("urn:xmpp:carbons:2");
        await account.AnswerAsync("disco#info", RoomArchive);
        await account.ExpectAsync($"^<presence .*{ScriptedAccount.Room}/bot");
        await account.Server.Current.AnswerPingAsync();
        await connecting;

        var reading = ReadAsync(account);
        await account.AnswerAsync("disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        await account.RefuseAsync("urn:xmpp:mam:2", "forbidden");

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task A_page_that_does_not_come_is_told()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var reading = ReadAsync(account);
        await account.AnswerAsync("disco#info", Archive);
        var question = await account.ExpectAsync("^<iq .*urn:xmpp:mam:2");
        await account.Server.SendAsync(End(question, "a1", isComplete: true));

        await account.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), reading);

        await Assert.ThrowsAsync<ConnectorException>(() => reading);
    }

    private static async Task<List<MessageReceived>> ReadAsync(ScriptedAccount account) => await account.Bot.Find<IReadsMissed>()!
        .ReadMissedAsync(Since, TestTimeout.Token).Select(Assert.IsType<MessageReceived>).ToListAsync(TestTimeout.Token);

    private static string Chat(string from, string text) =>
        $"<message xmlns='jabber:client' from='{from}@localhost/phone' to='bot@localhost' type='chat' id='{text.Replace(' ', '-')}'>"
        + $"<body>{text}</body></message>";

    private static string Result(string archive, string queryId, string id, string message) =>
        $"<message from='{archive}' to='bot@localhost/r1'><result xmlns='urn:xmpp:mam:2' queryid='{queryId}' id='{id}'>"
        + "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2029-12-31T13:00:00Z'/>"
        + $"{message}</forwarded></result></message>";

    private static string End(string question, string last, bool isComplete) =>
        $"<iq type='result'{Xml.Reply(question)}><fin xmlns='urn:xmpp:mam:2' complete='{(isComplete ? "true" : "false")}'>"
        + $"<set xmlns='http://jabber.org/protocol/rsm'><last>{last}</last></set></fin></iq>";
}
