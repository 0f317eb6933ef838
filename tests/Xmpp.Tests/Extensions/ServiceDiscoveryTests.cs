using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ServiceDiscoveryTests
{
    private const string Info =
        """
        <query xmlns="http://jabber.org/protocol/disco#info" node="exodus"><identity category="client" type="pc" name="Exodus" xml:lang="en"/><feature var="http://jabber.org/protocol/muc"/><feature var="urn:xmpp:ping"/><x xmlns="jabber:x:data" type="result"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:dataforms:softwareinfo</value></field><field var="os"><value>Mac</value></field></x></query>
        """;

    private static readonly DiscoInfo Ours = new()
    {
        Identities = [new DiscoIdentity("client", "bot")],
        Features = [Namespaces.DiscoInfo],
    };

    [Fact]
    public void Somebody_is_asked_what_they_are()
    {
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="plays.shakespeare.lit" type="get"><query xmlns="http://jabber.org/protocol/disco#info"/></iq>
            """,
            DiscoInfo.Request(Jid.Parse("plays.shakespeare.lit")).ToElement().ToString());
        Assert.Equal(
            """<query xmlns="http://jabber.org/protocol/disco#info" node="a"/>""",
            DiscoInfo.Request(Jid.Parse("plays.shakespeare.lit"), "a").Payload!.ToString());
    }

    [Fact]
    public void What_they_are_survives_the_round_trip()
    {
        var info = Read.Iq($"<iq xmlns='jabber:client' type='result' id='i1'>{Info}</iq>").Require<DiscoInfo>();

        Assert.Equal("exodus", info.Node);
        Assert.Equal([new DiscoIdentity("client", "pc", "Exodus", "en")], info.Identities);
        Assert.Equal(["http://jabber.org/protocol/muc", "urn:xmpp:ping"], info.Features);
        Assert.Equal("urn:xmpp:dataforms:softwareinfo", Assert.Single(info.Forms).FormType);
        Assert.Equal(Info, info.ToElement().ToString());
    }

    [Theory]
    [InlineData("<identity type='pc'/>")]
    [InlineData("<identity category='client'/>")]
    [InlineData("<feature/>")]
    public void What_lacks_its_name_is_a_format_error(string child) =>
        Assert.Throws<XmppFormatException>(() => DiscoInfo.Parse(Element.Parse(
            $"<query xmlns='http://jabber.org/protocol/disco#info'>{child}</query>")));

    [Fact]
    public void Who_asks_us_is_answered() =>
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="juliet@capulet.lit/balcony" id="i1" type="result"><query xmlns="http://jabber.org/protocol/disco#info"><identity category="client" type="bot"/><feature var="http://jabber.org/protocol/disco#info"/></query></iq>
            """,
            Ours.TryAnswer(Question())!.ToElement().ToString());

    [Fact]
    public void Who_asks_about_our_presence_gets_the_same_with_the_node()
    {
        var capabilities = EntityCapabilities.Of("https://bot.example", Ours);

        var answer = Ours.TryAnswer(Question(capabilities.DiscoNode), capabilities)!.Require<DiscoInfo>();

        Assert.Equal(capabilities.DiscoNode, answer.Node);
        Assert.True(capabilities.Matches(answer));
    }

    [Fact]
    public void A_node_that_we_do_not_have_is_not_found() =>
        Assert.Equal("item-not-found", Ours.TryAnswer(Question("http://jabber.org/protocol/commands"))!.Error!.Condition);

    [Theory]
    [InlineData("<iq xmlns='jabber:client' type='set' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")]
    [InlineData("<iq xmlns='jabber:client' type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>")]
    [InlineData("<iq xmlns='jabber:client' type='get' id='1'/>")]
    public void Other_requests_are_left_to_others(string xml) => Assert.Null(Ours.TryAnswer(Read.Iq(xml)));

    [Fact]
    public void Somebody_is_asked_what_they_have()
    {
        Assert.Equal(
            """<iq xmlns="jabber:client" to="muc.localhost" type="get"><query xmlns="http://jabber.org/protocol/disco#items"/></iq>""",
            DiscoItems.Request(Jid.Parse("muc.localhost")).ToElement().ToString());
        Assert.Equal(
            """
            <query xmlns="http://jabber.org/protocol/disco#items"><set xmlns="http://jabber.org/protocol/rsm"><max>20</max></set></query>
            """,
            DiscoItems.Request(Jid.Parse("muc.localhost"), new PageRequest(20)).Payload!.ToString());
    }

    [Fact]
    public void What_they_have_survives_the_round_trip()
    {
        const string Xml =
            """
            <query xmlns="http://jabber.org/protocol/disco#items"><item jid="heath@muc.localhost" name="A Lonely Heath"/><item jid="muc.localhost" node="a"/><set xmlns="http://jabber.org/protocol/rsm"><count>2</count></set></query>
            """;

        var items = DiscoItems.Parse(Element.Parse(Xml));

        Assert.Equal(
            [
                new DiscoItem(Jid.Parse("heath@muc.localhost"), Title: "A Lonely Heath"),
                new DiscoItem(Jid.Parse("muc.localhost"), "a"),
            ],
            items.Items);
        Assert.Equal(new Page(Count: 2), items.Page);
        Assert.Equal(Xml, items.ToElement().ToString());
    }

    [Theory]
    [InlineData("<item/>")]
    [InlineData("<item jid='@'/>")]
    public void An_item_without_address_is_a_format_error(string item) =>
        Assert.Throws<XmppFormatException>(() => DiscoItems.Parse(Element.Parse(
            $"<query xmlns='http://jabber.org/protocol/disco#items'>{item}</query>")));

    private static Iq Question(string? node = null) =>
        DiscoInfo.Request(Jid.Parse("bot@localhost/1"), node) with { From = Jid.Parse("juliet@capulet.lit/balcony"), To = null, Id = "i1" };
}
