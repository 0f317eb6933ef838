using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class OutOfBandTests
{
    [Fact]
    public void A_url_survives_the_round_trip()
    {
        const string Xml =
            """<x xmlns="jabber:x:oob"><url>https://example.org/a%20b.png</url><desc>A picture</desc></x>""";

        var attachment = OutOfBand.Parse(Element.Parse(Xml));

        Assert.Equal(new OutOfBand(new Uri("https://example.org/a%20b.png"), "A picture"), attachment);
        Assert.Equal(Xml, attachment.ToElement().ToString());
    }

    [Fact]
    public void A_description_may_be_missing()
    {
        const string Xml = """<x xmlns="jabber:x:oob"><url>https://example.org/</url></x>""";

        Assert.Null(OutOfBand.Parse(Element.Parse(Xml)).Description);
        Assert.Equal(Xml, new OutOfBand(new Uri("https://example.org/")).ToElement().ToString());
    }

    [Theory]
    [InlineData("<x xmlns='jabber:x:oob'/>")]
    [InlineData("<x xmlns='jabber:x:oob'><url/></x>")]
    [InlineData("<x xmlns='jabber:x:oob'><url>picture.png</url></x>")]
    public void Anything_but_an_absolute_url_is_a_format_error(string xml) =>
        Assert.Throws<XmppFormatException>(() => OutOfBand.Parse(Element.Parse(xml)));
}
