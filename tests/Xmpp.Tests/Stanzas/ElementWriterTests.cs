using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Stanzas;

public sealed class ElementWriterTests
{
    [Theory]
    [InlineData("<message xmlns=\"jabber:client\" id=\"1\"><body>a &lt; b &amp; c</body><x xmlns=\"urn:x\"><y/></x></message>")]
    [InlineData("<a b=\"&quot;'&#10;&#9;\">&#13;\n\t'\"</a>")]
    [InlineData("<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\"><bind xmlns=\"urn:b\"/></stream:features>")]
    [InlineData("<a xmlns:a0=\"urn:n\" a0:b=\"1\" xml:lang=\"cs\"/>")]
    public void What_is_read_is_written_the_same(string xml) => Assert.Equal(xml, Element.Parse(xml).ToString());

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x1F)]
    [InlineData(0xFFFF)]
    [InlineData(0xD83D)]
    public void A_text_that_XML_cannot_carry_is_refused(int character)
    {
        var text = ((char)character).ToString();

        Assert.Throws<XmppFormatException>(() => new Element(new XmlName("", "a"), text).ToString());
        Assert.Throws<XmppFormatException>(() => new Element(new XmlName("", "a"), null, new XmlAttribute("b", text)).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a><b")]
    [InlineData("0")]
    public void A_name_that_is_none_is_refused(string name) =>
        Assert.Throws<XmppFormatException>(() => new Element(new XmlName("", name)).ToString());
}
