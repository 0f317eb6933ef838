using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class PrivacyListsTests
{
    private static readonly Jid Self = Jid.Parse("romeo@example.net/orchard");

    [Fact]
    public void The_names_are_asked() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" type="get"><query xmlns="jabber:iq:privacy"/></iq>""",
            PrivacyLists.Request().ToElement().ToString());

    [Fact]
    public void The_names_survive_the_round_trip()
    {
        const string Xml =
            """
            <query xmlns="jabber:iq:privacy"><active name="private"/><default name="public"/><list name="public"/><list name="private"/></query>
            """;

        var lists = Read.Iq($"<iq xmlns='jabber:client' type='result' id='g1'>{Xml}</iq>").Require<PrivacyLists>();

        Assert.Equal(["public", "private"], lists.Names);
        Assert.Equal(("private", "public"), (lists.Active, lists.Default));
        Assert.Equal(Xml, lists.ToElement().ToString());
    }

    [Fact]
    public void There_may_be_no_list()
    {
        var lists = PrivacyLists.Parse(Element.Parse("<query xmlns='jabber:iq:privacy'><active/><default/></query>"));

        Assert.Empty(lists.Names);
        Assert.Equal((null, null), (lists.Active, lists.Default));
    }

    [Fact]
    public void A_list_is_chosen_and_dismissed()
    {
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><active name="special"/></query></iq>""",
            PrivacyLists.ActivateRequest("special").ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><active/></query></iq>""",
            PrivacyLists.ActivateRequest(null).ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><default name="special"/></query></iq>""",
            PrivacyLists.DefaultRequest("special").ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><default/></query></iq>""",
            PrivacyLists.DefaultRequest(null).ToElement().ToString());
    }

    [Fact]
    public void A_list_is_asked_and_removed()
    {
        Assert.Equal(
            """<iq xmlns="jabber:client" type="get"><query xmlns="jabber:iq:privacy"><list name="public"/></query></iq>""",
            PrivacyList.Request("public").ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><query xmlns="jabber:iq:privacy"><list name="public"/></query></iq>""",
            PrivacyList.RemoveRequest("public").ToElement().ToString());
    }

    [Fact]
    public void A_list_is_written_and_read()
    {
        const string Xml =
            """
            <query xmlns="jabber:iq:privacy"><list name="public"><item action="deny" order="3" type="jid" value="tybalt@example.com"><message/><presence-in/><presence-out/><iq/></item><item action="allow" order="4" type="group" value="Friends"/><item action="deny" order="5" type="subscription" value="none"><presence-out/></item><item action="allow" order="68"/></list></query>
            """;
        PrivacyItem[] items =
        [
            new(3, false, PrivacySubject.Address, "tybalt@example.com",
                PrivacyStanzas.Messages | PrivacyStanzas.Iqs | PrivacyStanzas.PresenceIn | PrivacyStanzas.PresenceOut),
            new(4, true, PrivacySubject.Group, "Friends"),
            new(5, false, PrivacySubject.Subscription, "none", PrivacyStanzas.PresenceOut),
            new(68, true),
        ];

        var list = PrivacyList.ParseResult(Read.Iq($"<iq xmlns='jabber:client' type='result' id='g3'>{Xml}</iq>"));

        Assert.Equal("public", list.ListName);
        Assert.Equal(items, list.Items);
        Assert.Equal(Xml, new PrivacyList("public", items).WriteRequest().Payload!.ToString());
    }

    [Fact]
    public void Items_are_read_in_the_order_in_which_they_count()
    {
        var list = PrivacyList.ParseResult(Result(
            "<list name='a'><item action='allow' order='10'/><item action='deny' order='9' type='jid' value='a@b'/></list>"));

        Assert.Equal([9u, 10u], list.Items.Select(i => i.Order));
    }

    [Fact]
    public void A_list_without_items_is_not_written_because_that_would_remove_it() =>
        Assert.Throws<InvalidOperationException>(() => new PrivacyList("public", []).WriteRequest());

    [Theory]
    [InlineData("")]
    [InlineData("<list/>")]
    [InlineData("<list name='a'/><list name='b'/>")]
    [InlineData("<list name='a'><item action='deny'/></list>")]
    [InlineData("<list name='a'><item order='1'/></list>")]
    [InlineData("<list name='a'><item action='DENY' order='1'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='-1'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='4294967296'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='1' type='user' value='a'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='1' type='jid'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='1' type='jid' value='@'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='1' type='group'/></list>")]
    [InlineData("<list name='a'><item action='deny' order='1' type='subscription' value='some'/></list>")]
    public void A_wrong_list_is_a_format_error(string content) =>
        Assert.Throws<XmppFormatException>(() => PrivacyList.ParseResult(Result(content)));

    [Theory]
    [InlineData("")]
    [InlineData("from='romeo@example.net'")]
    public void A_push_of_our_account_names_the_list(string from) =>
        Assert.Equal("public", PrivacyLists.TryParsePush(Push(from, "<list name='public'/>"), Self));

    [Theory]
    [InlineData("from='evil@example.net'", "<list name='public'/>")]
    [InlineData("from='romeo@example.net/other'", "<list name='public'/>")]
    [InlineData("", "")]
    public void Anything_else_is_no_push(string from, string content) =>
        Assert.Null(PrivacyLists.TryParsePush(Push(from, content), Self));

    [Fact]
    public void A_push_without_name_is_a_format_error() =>
        Assert.Throws<XmppFormatException>(() => PrivacyLists.TryParsePush(Push("", "<list/>"), Self));

    private static Iq Result(string content) =>
        Read.Iq($"<iq xmlns='jabber:client' type='result' id='g3'><query xmlns='jabber:iq:privacy'>{content}</query></iq>");

    private static Iq Push(string from, string content) =>
        Read.Iq($"<iq xmlns='jabber:client' {from} type='set' id='p1'><query xmlns='jabber:iq:privacy'>{content}</query></iq>");
}
