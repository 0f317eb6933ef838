using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Privacy;

/// <summary>Section 4.12.</summary>
public sealed class PrivacyListTests
{
    private const string OneWay = "<message/><presence-in/><presence-out/><iq/>";

    private static readonly AccountRef Account = new("connectycube", "100");

    private readonly FakeSession _session = new();
    private readonly PrivacyListRequests _lists;

    public PrivacyListTests()
    {
        var addresses = new ChatAddresses("1", "localhost");
        _lists = new PrivacyListRequests(_session, new PrivacyRules(addresses.InPrivacyLists, addresses.UserInPrivacyLists));
    }

    [Fact]
    public async Task M68_a_rule_is_two_items_with_kinds_one_way_and_without_both_ways()
    {
        await SaveAsync(Rule("102"), Rule("101", isMutual: true), Rule("103", isBlocked: false));

        Assert.Equal(
            [
                "<iq xmlns=\"jabber:client\" type=\"set\"><query xmlns=\"jabber:iq:privacy\"><list name=\"spam\">"
                + Item("deny", 1, "102-1@localhost", OneWay) + Item("deny", 2, "muc.localhost/102", OneWay)
                + Item("deny", 3, "101-1@localhost") + Item("deny", 4, "muc.localhost/101")
                + Item("allow", 5, "103-1@localhost") + Item("allow", 6, "muc.localhost/103")
                + "</list></query></iq>",
            ],
            _session.Sent);

        static string Item(string action, int order, string value, string kinds = "")
        {
            var start = $"<item action=\"{action}\" order=\"{order}\" type=\"jid\" value=\"{value}\"";
            return kinds.Length == 0 ? $"{start}/>" : $"{start}>{kinds}</item>";
        }
    }

    [Fact]
    public async Task M68_a_list_without_rules_or_name_and_a_rule_without_sense_are_refused_without_asking()
    {
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => SaveAsync());
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => SaveAsync(Rule("alice")));
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => SaveAsync(Rule("101", isBlocked: false, isMutual: true)));
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => _lists.AnswerAsync(
            new RemovePrivacyList { Account = Account, Name = "" }, TestTimeout.Token));

        Assert.Empty(_session.Sent);
    }

    [Theory]
    [InlineData("spam", "<default name=\"spam\"/>")]
    [InlineData(null, "<default/>")]
    public async Task M69_a_list_is_put_in_force_or_none(string? name, string expected)
    {
        await _lists.AnswerAsync(new UsePrivacyList { Account = Account, Name = name }, TestTimeout.Token);

        Assert.Equal(
            [$"""<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy">{expected}</query></iq>"""], _session.Sent);
    }

    [Fact]
    public async Task M70_a_list_is_read_changed_and_saved()
    {
        _session.AnswerWith(List(
            $"<item action='deny' order='2' type='jid' value='muc.localhost/101'>{OneWay}</item>"
            + $"<item action='deny' order='1' type='jid' value='101-1@localhost'>{OneWay}</item>"));
        var before = await GetAsync();

        await SaveAsync([.. before.Rules, Rule("102", isMutual: true)]);

        Assert.Equal([Rule("101")], before.Rules);
        Assert.Contains("order=\"4\" type=\"jid\" value=\"muc.localhost/102\"", _session.Sent[^1], StringComparison.Ordinal);
        Assert.Contains("order=\"1\" type=\"jid\" value=\"101-1@localhost\"", _session.Sent[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task M71_names_are_listed_with_the_one_in_force()
    {
        _session.AnswerWith(
            "<query xmlns='jabber:iq:privacy'><active name='b'/><default name='a'/><list name='a'/><list name='b'/><list name='a'/></query>");

        var names = await _lists.AnswerAsync(new GetPrivacyListNames { Account = Account }, TestTimeout.Token);

        Assert.Equal(["a", "b"], names.Names);
        Assert.Equal(("a", "b"), (names.Default, names.Active));
    }

    [Fact]
    public async Task M72_a_list_is_read_one_rule_a_user_in_the_order_that_counts()
    {
        _session.AnswerWith(List($"""
            <item action='allow' order='9' type='jid' value='104-1@localhost'/>
            <item action='deny' order='4' type='jid' value='muc.localhost/102'/>
            <item action='deny' order='3' type='jid' value='102-1@localhost'/>
            <item action='deny' order='1' type='jid' value='101-1@localhost'>{OneWay}</item>
            <item action='deny' order='2' type='jid' value='muc.localhost/101'/>
            <item action='deny' order='5' type='jid' value='muc.localhost/103'>{OneWay}</item>
            <item action='deny' order='6' type='jid' value='elsewhere.example'/>
            <item action='deny' order='7' type='subscription' value='none'/>
            <item action='allow' order='8'/>
            """));

        var list = await GetAsync();

        Assert.Equal("spam", list.Name);
        Assert.Equal([Rule("101"), Rule("102", isMutual: true), Rule("103"), Rule("104", isBlocked: false)], list.Rules);
    }

    [Fact]
    public async Task M72_a_list_that_is_not_there_is_refused()
    {
        _session.RefuseWith("item-not-found");

        Assert.Equal("item-not-found", (await Assert.ThrowsAsync<ConnectorRefusedException>(GetAsync)).Reason);
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:privacy'/>")]
    [InlineData("<query xmlns='jabber:iq:privacy'><list name='spam'><item action='maybe' order='1'/></list></query>")]
    public async Task An_answer_that_makes_no_sense_is_worth_another_try(string payload)
    {
        _session.AnswerWith(payload);

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(GetAsync));
    }

    [Fact]
    public async Task A_huge_list_is_read()
    {
        _session.AnswerWith(List(string.Concat(Enumerable.Range(1, 2000).Select(
            i => $"<item action='deny' order='{i}' type='jid' value='{i}-1@localhost'/>"))));

        Assert.Equal(2000, (await GetAsync()).Rules.Count);
    }

    [Fact]
    public async Task M73_a_list_is_removed_by_having_no_items()
    {
        await _lists.AnswerAsync(new RemovePrivacyList { Account = Account, Name = "spam" }, TestTimeout.Token);

        Assert.Equal(
            ["""<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><list name="spam"/></query></iq>"""], _session.Sent);
    }

    private static string List(string items) => $"<query xmlns='jabber:iq:privacy'><list name='spam'>{items}</list></query>";

    private static PrivacyRule Rule(string user, bool isBlocked = true, bool isMutual = false) =>
        new() { User = new UserRef(user), IsBlocked = isBlocked, IsMutual = isMutual };

    private Task<PrivacyList> GetAsync() =>
        _lists.AnswerAsync(new GetPrivacyList { Account = Account, Name = "spam" }, TestTimeout.Token);

    private Task<Done> SaveAsync(params PrivacyRule[] rules) => _lists.AnswerAsync(
        new SavePrivacyList { Account = Account, List = new PrivacyList { Name = "spam", Rules = rules } }, TestTimeout.Token);
}
