using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class DelayTests
{
    [Fact]
    public void A_stamp_is_read_and_written()
    {
        var delay = Delay.Parse(Element.Parse("<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z' from='localhost'/>"));

        Assert.Equal(new Delay(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), Jid.Parse("localhost")), delay);
        Assert.Equal(
            """<delay xmlns="urn:xmpp:delay" from="localhost" stamp="2026-11-21T10:00:00.000Z"/>""", delay.ToElement().ToString());
    }

    [Theory]
    [InlineData("<delay xmlns='urn:xmpp:delay'/>", "<delay/> has no 'stamp' attribute.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='10:00:00.0000000'/>", "<delay/> has a 'stamp' that is no time.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='11/21/2026 10:00:00'/>", "<delay/> has a 'stamp' that is no time.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='10:00'/>", "<delay/> has a 'stamp' that is no time.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T25:00:00Z'/>", "<delay/> has a 'stamp' that is no time.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>", "<delay/> has a 'stamp' that is no time.")]
    public void A_stamp_that_is_none_is_a_format_error(string xml, string message) =>
        Assert.Equal(message, Assert.Throws<XmppFormatException>(() => Delay.Parse(Element.Parse(xml))).Message);
}
