using System.Text;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Stanzas;

public sealed class ElementParserTests
{
    [Fact]
    public void Names_attributes_text_and_children_are_read()
    {
        var element = Element.Parse("<message xmlns='jabber:client' to='a@b' id=\"1\"><body>Hello</body><x xmlns='urn:x'/></message>");

        Assert.Equal(new XmlName("jabber:client", "message"), element.Name);
        Assert.Equal("a@b", element.Attribute("to"));
        Assert.Equal("1", element.Attribute("id"));
        Assert.Null(element.Attribute("from"));
        Assert.Equal("Hello", element.Child("body")!.Text);
        Assert.NotNull(element.Child(new XmlName("urn:x", "x")));
    }

    [Theory]
    [InlineData("<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'")]
    [InlineData("<a>&#65;&#x1F525;</a>", "A🔥")]
    [InlineData("<a><![CDATA[<b>&amp;]]></a>", "<b>&amp;")]
    [InlineData("<a>one<![CDATA[ two ]]>three</a>", "one two three")]
    [InlineData("<a>line\r\nline\rline</a>", "line\nline\nline")]
    [InlineData("<a>👎 žluťoučký</a>", "👎 žluťoučký")]
    public void Text_is_unescaped(string xml, string expected) => Assert.Equal(expected, Element.Parse(xml).Text);

    [Fact]
    public void White_space_in_attributes_becomes_spaces_unless_it_is_written_as_a_reference() =>
        Assert.Equal("a b c\nd", Element.Parse("<a x='a\tb\nc&#10;d'/>").Attribute("x"));

    [Fact]
    public void Prefixes_mean_namespaces()
    {
        var element = Element.Parse("<s:features xmlns:s='urn:s' xmlns='urn:d'><s:a/><b xml:lang='en' s:c='1'/></s:features>");

        Assert.Equal(new XmlName("urn:s", "features"), element.Name);
        Assert.Equal([new XmlName("urn:s", "a"), new XmlName("urn:d", "b")], element.Elements.Select(e => e.Name));
        Assert.Equal("en", element.Elements[1].Attribute("xml:lang"));
        Assert.Equal("1", element.Elements[1].Attribute("{urn:s}c"));
    }

    [Fact]
    public void Mixed_content_keeps_its_order()
    {
        var element = Element.Parse("<p>one<b>two</b>three<i/></p>");

        Assert.Equal("onethree", element.Text);
        Assert.Equal("<p>one<b>two</b>three<i/></p>", element.ToString());
    }

    [Theory]
    [InlineData("<a>", "not-well-formed")]
    [InlineData("<a></b>", "not-well-formed")]
    [InlineData("<a><b></a></b>", "not-well-formed")]
    [InlineData("<a x=1/>", "not-well-formed")]
    [InlineData("<a x='1' x='2'/>", "not-well-formed")]
    [InlineData("<a x='1'y='2'/>", "not-well-formed")]
    [InlineData("<a x='<'/>", "not-well-formed")]
    [InlineData("<a>]]></a>", "not-well-formed")]
    [InlineData("<a>&#0;</a>", "not-well-formed")]
    [InlineData("<a>&#xD800;</a>", "not-well-formed")]
    [InlineData("<a>\u0001</a>", "not-well-formed")]
    [InlineData("<a>&#xFFFE;</a>", "not-well-formed")]
    [InlineData("<1a/>", "not-well-formed")]
    [InlineData("<a/><b/>", "not-well-formed")]
    [InlineData("", "not-well-formed")]
    [InlineData("<a>&unknown;</a>", "restricted-xml")]
    [InlineData("<a><!-- comment --></a>", "restricted-xml")]
    [InlineData("<a><?target data?></a>", "restricted-xml")]
    [InlineData("<a><!DOCTYPE x></a>", "restricted-xml")]
    [InlineData("<x:a/>", "bad-namespace-prefix")]
    [InlineData("<a xmlns:x=''/>", "bad-namespace-prefix")]
    public void What_XMPP_does_not_allow_is_a_format_error(string xml, string condition) =>
        Assert.Equal(condition, Assert.Throws<XmppFormatException>(() => Element.Parse(xml)).StreamErrorCondition);

    [Fact]
    public void Invalid_UTF_8_is_a_format_error()
    {
        byte[] xml = [.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8];

        Assert.Equal(
            "unsupported-encoding",
            Assert.Throws<XmppFormatException>(() => new ElementParser().Parse(xml)).StreamErrorCondition);
    }

    [Fact]
    public void Too_many_attributes_break_a_limit()
    {
        var xml = Encoding.UTF8.GetBytes($"<a {string.Join(' ', Enumerable.Range(0, 65).Select(i => $"a{i}='1'"))}/>");

        Assert.Equal(
            "policy-violation",
            Assert.Throws<XmppFormatException>(() => new ElementParser().Parse(xml)).StreamErrorCondition);
    }

    [Fact]
    public void The_namespaces_of_a_stream_header_hold_for_what_follows()
    {
        var parser = new ElementParser();
        parser.ParseStreamHeader(
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1'>"u8);

        Assert.Equal(new XmlName(Namespaces.Client, "presence"), parser.Parse("<presence/>"u8).Name);
        Assert.Throws<XmppFormatException>(() => parser.Parse("<presence><x:a/></presence>"u8));
        Assert.Equal(new XmlName(Namespaces.Stream, "features"), parser.Parse("<stream:features/>"u8).Name);
    }

    [Fact]
    public void A_long_text_in_many_pieces_is_read_in_linear_time_and_memory()
    {
        var pieces = string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 10_000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var element = Element.Parse($"<a>{pieces}</a>");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(10_000, element.Text.Length);
        Assert.InRange(allocated, 0, 4_000_000);
    }
}
