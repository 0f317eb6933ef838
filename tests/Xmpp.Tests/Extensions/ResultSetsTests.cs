using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ResultSetsTests
{
    [Fact]
    public void A_page_is_asked_for_by_its_neighbour()
    {
        Assert.Equal(
            """<set xmlns="http://jabber.org/protocol/rsm"><max>10</max></set>""", new PageRequest(10).ToElement().ToString());
        Assert.Equal(
            """<set xmlns="http://jabber.org/protocol/rsm"><max>10</max><after>09af3</after></set>""",
            new PageRequest(10, After: "09af3").ToElement().ToString());
        Assert.Equal(
            """<set xmlns="http://jabber.org/protocol/rsm"><max>10</max><before/></set>""",
            new PageRequest(10, Before: "").ToElement().ToString());
    }

    [Fact]
    public void A_page_survives_the_round_trip()
    {
        const string Xml =
            """<set xmlns="http://jabber.org/protocol/rsm"><first>28482</first><last>09af3</last><count>20</count></set>""";

        var page = Page.Parse(Element.Parse(Xml));

        Assert.Equal(new Page("28482", "09af3", 20), page);
        Assert.Equal(Xml, page.ToElement().ToString());
    }

    [Theory]
    [InlineData("<set xmlns='http://jabber.org/protocol/rsm'/>")]
    [InlineData("<set xmlns='http://jabber.org/protocol/rsm'><count>many</count></set>")]
    [InlineData("<set xmlns='http://jabber.org/protocol/rsm'><count>-1</count></set>")]
    public void What_a_page_does_not_say_is_null(string xml) => Assert.Equal(new Page(), Page.Parse(Element.Parse(xml)));
}
