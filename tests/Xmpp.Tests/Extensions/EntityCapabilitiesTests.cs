using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class EntityCapabilitiesTests
{
    // §5.2
    private const string Simple = """
        <query xmlns='http://jabber.org/protocol/disco#info' node='http://code.google.com/p/exodus#QgayPKawpkPSDYmwT/WM94uAlu0='>
          <identity category='client' name='Exodus 0.9.1' type='pc'/>
          <feature var='http://jabber.org/protocol/caps'/>
          <feature var='http://jabber.org/protocol/disco#items'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
          <feature var='http://jabber.org/protocol/muc'/>
        </query>
        """;

    // §5.3
    private const string Complex = """
        <query xmlns='http://jabber.org/protocol/disco#info' node='http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w='>
          <identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
          <identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>
          <feature var='http://jabber.org/protocol/caps'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
          <feature var='http://jabber.org/protocol/disco#items'/>
          <feature var='http://jabber.org/protocol/muc'/>
          <x xmlns='jabber:x:data' type='result'>
            <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
            <field var='ip_version' type='text-multi'><value>ipv4</value><value>ipv6</value></field>
            <field var='os'><value>Mac</value></field>
            <field var='os_version'><value>10.5.1</value></field>
            <field var='software'><value>Psi</value></field>
            <field var='software_version'><value>0.11</value></field>
          </x>
        </query>
        """;

    [Theory]
    [InlineData(Simple, "QgayPKawpkPSDYmwT/WM94uAlu0=")]
    [InlineData(Complex, "q07IKJEyjvHSyhy//CH0CxmKi8w=")]
    public void The_fingerprint_is_that_of_the_specification(string xml, string ver)
    {
        var info = DiscoInfo.Parse(Element.Parse(xml));

        var capabilities = EntityCapabilities.Of("http://example.org", info);

        Assert.Equal(ver, capabilities.Ver);
        Assert.True(capabilities.Matches(info));
    }

    [Fact]
    public void Capabilities_survive_the_round_trip()
    {
        const string Xml =
            """
            <presence xmlns="jabber:client"><c xmlns="http://jabber.org/protocol/caps" hash="sha-1" node="http://code.google.com/p/exodus" ver="QgayPKawpkPSDYmwT/WM94uAlu0="/></presence>
            """;

        var capabilities = Read.Presence(Xml).Get<EntityCapabilities>()!;

        Assert.Equal("http://code.google.com/p/exodus#QgayPKawpkPSDYmwT/WM94uAlu0=", capabilities.DiscoNode);
        Assert.True(capabilities.Matches(DiscoInfo.Parse(Element.Parse(Simple))));
        Assert.Equal(Xml, new Presence().With(capabilities).ToElement().ToString());
    }

    [Fact]
    public void Another_answer_does_not_fit() =>
        Assert.False(EntityCapabilities.Of("a", DiscoInfo.Parse(Element.Parse(Simple)))
            .Matches(DiscoInfo.Parse(Element.Parse(Complex))));

    [Theory]
    [InlineData(null)]
    [InlineData("md5")]
    public void A_fingerprint_that_cannot_be_checked_fits_nothing(string? hash)
    {
        var info = DiscoInfo.Parse(Element.Parse(Simple));

        Assert.False((EntityCapabilities.Of("a", info) with { Hash = hash }).Matches(info));
    }

    [Theory]
    [InlineData("<identity category='client' type='pc'/><identity category='client' type='pc'/>")]
    [InlineData("<feature var='a'/><feature var='a'/>")]
    [InlineData("<feature var='a&lt;b'/>")]
    [InlineData("<identity category='client' type='pc' name='a&lt;b'/>")]
    [InlineData("""
        <x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value></field></x>
        <x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>a</value></field></x>
        """)]
    public void An_answer_that_could_be_forged_fits_nothing(string content)
    {
        var info = DiscoInfo.Parse(Element.Parse($"<query xmlns='http://jabber.org/protocol/disco#info'>{content}</query>"));

        Assert.False(EntityCapabilities.Of("a", info).Matches(info));
    }

    [Theory]
    [InlineData("<c xmlns='http://jabber.org/protocol/caps' ver='1'/>")]
    [InlineData("<c xmlns='http://jabber.org/protocol/caps' node='a'/>")]
    public void Capabilities_must_be_whole(string xml) =>
        Assert.Throws<XmppFormatException>(() => EntityCapabilities.Parse(Element.Parse(xml)));
}
