using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class BlockingTests
{
    private static readonly Jid Self = Jid.Parse("juliet@capulet.com/chamber");
    private static readonly Jid Romeo = Jid.Parse("romeo@montague.net");
    private static readonly Jid Iago = Jid.Parse("iago@shakespeare.lit");

    [Fact]
    public void The_list_is_asked() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" type="get"><blocklist xmlns="urn:xmpp:blocking"/></iq>""",
            BlockList.Request().ToElement().ToString());

    [Fact]
    public void The_list_survives_the_round_trip()
    {
        const string Xml =
            """
            <blocklist xmlns="urn:xmpp:blocking"><item jid="romeo@montague.net"/><item jid="iago@shakespeare.lit"/></blocklist>
            """;

        var list = Read.Iq($"<iq xmlns='jabber:client' type='result' id='b1'>{Xml}</iq>").Require<BlockList>();

        Assert.Equal([Romeo, Iago], list.Addresses);
        Assert.Equal(Xml, list.ToElement().ToString());
    }

    [Fact]
    public void Addresses_are_blocked_and_unblocked()
    {
        Assert.Equal(
            """
            <iq xmlns="jabber:client" type="set"><block xmlns="urn:xmpp:blocking"><item jid="romeo@montague.net"/><item jid="iago@shakespeare.lit"/></block></iq>
            """,
            BlockList.BlockRequest(Romeo, Iago).ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><unblock xmlns="urn:xmpp:blocking"><item jid="romeo@montague.net"/></unblock></iq>""",
            BlockList.UnblockRequest(Romeo).ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><unblock xmlns="urn:xmpp:blocking"/></iq>""",
            BlockList.UnblockAllRequest().ToElement().ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("from='juliet@capulet.com'")]
    public void A_push_of_our_account_is_read(string from)
    {
        var push = BlockPush.TryParse(Push(from, "<block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/></block>"), Self);

        Assert.True(push!.IsBlocked);
        Assert.Equal([Romeo], push.Addresses);
    }

    [Fact]
    public void A_push_may_unblock_everybody()
    {
        var push = BlockPush.TryParse(Push("", "<unblock xmlns='urn:xmpp:blocking'/>"), Self);

        Assert.False(push!.IsBlocked);
        Assert.Empty(push.Addresses);
    }

    [Theory]
    [InlineData("from='evil@capulet.com'", "<block xmlns='urn:xmpp:blocking'><item jid='romeo@montague.net'/></block>")]
    [InlineData("from='juliet@capulet.com/other'", "<unblock xmlns='urn:xmpp:blocking'/>")]
    [InlineData("", "<blocklist xmlns='urn:xmpp:blocking'/>")]
    [InlineData("", "<block xmlns='urn:example'/>")]
    public void Anything_else_is_no_push(string from, string payload) =>
        Assert.Null(BlockPush.TryParse(Push(from, payload), Self));

    [Theory]
    [InlineData("<block xmlns='urn:xmpp:blocking'/>")]
    [InlineData("<block xmlns='urn:xmpp:blocking'><item/></block>")]
    [InlineData("<unblock xmlns='urn:xmpp:blocking'><item jid='@'/></unblock>")]
    public void A_push_about_nobody_is_a_format_error(string payload) =>
        Assert.Throws<XmppFormatException>(() => BlockPush.TryParse(Push("", payload), Self));

    [Fact]
    public void A_message_to_somebody_whom_we_blocked_comes_back()
    {
        const string Xml =
            """
            <error xmlns="jabber:client" type="cancel"><not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><blocked xmlns="urn:xmpp:blocking:errors"/></error>
            """;
        var message = Read.Message(
            $"<message xmlns='jabber:client' type='error' from='romeo@montague.net' to='juliet@capulet.com'><body>hi</body>{Xml}</message>");

        var error = StanzaError.Parse(message.Payloads);

        Assert.Equal("not-acceptable", error.Condition);
        Assert.True(BlockList.IsBlocked(error));
        Assert.False(BlockList.IsBlocked(new StanzaError("not-acceptable")));
        Assert.Equal(Xml, error.ToElement().ToString());
    }

    private static Iq Push(string from, string payload) =>
        Read.Iq($"<iq xmlns='jabber:client' {from} to='juliet@capulet.com/chamber' type='set' id='push1'>{payload}</iq>");
}
