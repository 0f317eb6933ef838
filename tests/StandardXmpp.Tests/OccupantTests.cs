using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>Who is in a room, comes, goes and is removed.</summary>
public sealed class OccupantTests
{
    private static readonly UserRef Bob = new("bob@localhost");

    [Fact]
    public async Task Who_comes_later_joins_and_is_there_until_they_leave()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var joined = await account.HearAsync<OccupantJoined>(Xml.Occupant("bobby", "bob@localhost/a"));
        await account.IgnoresAsync(Xml.Occupant("bobby", "bob@localhost/a"));
        await account.IgnoresAsync(Xml.Occupant("bobby2", "bob@localhost/b"));
        var there = await OccupantsAsync(account);
        await account.IgnoresAsync(Xml.Gone("bobby2"));
        var left = await account.HearAsync<OccupantLeft>(Xml.Gone("bobby"));

        Assert.Equal((Bob, Commands.Room), (joined.User, joined.Dialog));
        Assert.Equal(["alice@localhost", "bob@localhost", "bot@localhost"], there);
        Assert.Equal(Bob, left.User);
        Assert.Equal(["alice@localhost", "bot@localhost"], await OccupantsAsync(account));
    }

    [Fact]
    public async Task Who_is_known_by_their_address_stays_the_same_under_another_name()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        await account.IgnoresAsync(Xml.Gone("alice", "<item nick='alicia' jid='alice@localhost/phone'/><status code='303'/>"));
        await account.IgnoresAsync(Xml.Occupant("alicia", "alice@localhost/phone"));
        var heard = await account.HearAsync<MessageReceived>(Xml.InRoom("alicia", "a1", "<body>hi</body>", "s1"));

        Assert.Equal(new UserRef("alice@localhost"), heard.Sender);
    }

    [Fact]
    public async Task Who_is_known_only_by_a_name_is_somebody_else_under_another_one()
    {
        await using var account = await ScriptedAccount.InRoomAsync(withAddresses: false);

        var left = await account.HearAsync<OccupantLeft>(Xml.Gone("alice", "<item nick='alicia'/><status code='303'/>"));
        var joined = await account.HearAsync<OccupantJoined>(Xml.Occupant("alicia"));

        Assert.Equal(new UserRef($"{ScriptedAccount.Room}/alice"), left.User);
        Assert.Equal(new UserRef($"{ScriptedAccount.Room}/alicia"), joined.User);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(321)]
    public async Task Somebody_is_removed(int status)
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var removed = await account.HearAsync<OccupantRemoved>(Xml.Gone(
            "alice", $"<item role='none'><actor jid='boss@localhost/x'/><reason>spam</reason></item><status code='{status}'/>"));

        Assert.Equal(new UserRef("alice@localhost"), removed.User);
        Assert.Equal(new UserRef("boss@localhost"), removed.By);
        Assert.Equal("spam", removed.Reason);
        Assert.False(removed.IsSelf);
    }

    [Fact]
    public async Task The_account_itself_is_removed_and_hears_nothing_of_the_room_any_more()
    {
        await using var account = await ScriptedAccount.InRoomAsync();

        var removed = await account.HearAsync<OccupantRemoved>(Xml.Gone(
            "bot", "<item role='none'><actor nick='alice'/></item><status code='307'/><status code='110'/>"));

        Assert.True(removed.IsSelf);
        Assert.Equal(new UserRef("bot@localhost"), removed.User);
        Assert.Null(removed.Reason);
        await account.IgnoresAsync(Xml.InRoom("alice", "a1", "<body>gone</body>", "s1"));
    }

    [Theory]
    [InlineData("registration-required", "auth")]
    [InlineData("conflict", "cancel")]
    public async Task A_room_that_does_not_let_the_account_in_says_why(string condition, string type)
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var joining = account.Ask<JoinDialog, Done>(new JoinDialog { Account = Commands.Account, Dialog = Commands.Room });
        await account.AnswerAsync("disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        var presence = await account.ExpectAsync("^<presence");

        await account.Server.SendAsync(
            $"<presence from='{ScriptedAccount.Room}/bot' type='error' id='{Xml.Attribute(presence, "id")}'>{Xml.Error(condition, type)}</presence>");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => joining);
        Assert.Equal(condition, error.Reason);
        await account.IgnoresAsync(Xml.InRoom("alice", "a1", "<body>not for us</body>", "s1"));
    }

    [Fact]
    public async Task A_room_that_the_account_makes_by_joining_is_opened()
    {
        await using var account = await ScriptedAccount.ReadyAsync();
        var joining = account.Ask<JoinDialog, Done>(new JoinDialog { Account = Commands.Account, Dialog = Commands.Room });
        await account.RefuseAsync("disco#info", "item-not-found");
        await account.ExpectAsync("^<presence");

        await account.Server.SendAsync(Xml.Self("<status code='201'/>"));
        await account.AnswerAsync("muc#owner");
        await account.DescribeRoomAsync();

        await joining;
    }

    [Fact]
    public async Task Who_has_left_hears_nothing_any_more()
    {
        await using var account = await ScriptedAccount.InRoomAsync();
        var leaving = account.Ask<LeaveDialog, Done>(new LeaveDialog { Account = Commands.Account, Dialog = Commands.Room });

        var presence = await account.ExpectAsync("^<presence");
        await leaving;

        Assert.Equal("unavailable", Xml.Attribute(presence, "type"));
        Assert.Equal($"{ScriptedAccount.Room}/bot", Xml.Attribute(presence, "to"));
        await account.IgnoresAsync(Xml.InRoom("alice", "a1", "<body>late</body>", "s1"));
    }

    private static async Task<IEnumerable<string>> OccupantsAsync(ScriptedAccount account)
    {
        var answer = await account.Ask<GetOnlineOccupants, OnlineOccupants>(
            new GetOnlineOccupants { Account = Commands.Account, Dialog = Commands.Room });
        return answer.Users.Select(u => u.Id).Order(StringComparer.Ordinal);
    }
}
