using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ForwardedTests
{
    private const string Xml =
        """
        <forwarded xmlns="urn:xmpp:forward:0"><delay xmlns="urn:xmpp:delay" stamp="2010-07-10T23:08:25.000Z"/><message xmlns="jabber:client" from="witch@shakespeare.lit" to="macbeth@shakespeare.lit"><body>Hail to thee</body></message></forwarded>
        """;

    [Fact]
    public void A_forwarded_message_survives_the_round_trip()
    {
        var forwarded = Forwarded.Parse(Element.Parse(Xml));

        Assert.Equal("Hail to thee", forwarded.Message!.Body);
        Assert.Equal(new DateTimeOffset(2010, 7, 10, 23, 8, 25, TimeSpan.Zero), forwarded.Delay!.Stamp);
        Assert.Equal(Xml, forwarded.ToElement().ToString());
    }

    [Fact]
    public void What_was_taken_away_leaves_its_place() =>
        Assert.Equal(new Forwarded(null), Forwarded.Parse(Element.Parse("<forwarded xmlns='urn:xmpp:forward:0'/>")));

    [Fact]
    public void A_message_inside_with_a_wrong_address_is_a_format_error()
    {
        var element = Element.Parse(
            "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='@'/></forwarded>");

        Assert.Throws<XmppFormatException>(() => Forwarded.Parse(element));
    }
}
