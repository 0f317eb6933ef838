using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class PingTests
{
    [Fact]
    public void A_ping_is_asked() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" to="localhost" type="get"><ping xmlns="urn:xmpp:ping"/></iq>""",
            Ping.Request(Jid.Parse("localhost")).ToElement().ToString());

    [Theory]
    [InlineData("<iq xmlns='jabber:client' type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>", true)]
    [InlineData("<iq xmlns='jabber:client' type='set' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>", false)]
    [InlineData("<iq xmlns='jabber:client' type='get' id='p1'><ping xmlns='urn:xmpp:pong'/></iq>", false)]
    [InlineData("<iq xmlns='jabber:client' type='get' id='p1'/>", false)]
    public void A_ping_of_somebody_else_is_known(string xml, bool isPing) => Assert.Equal(isPing, Ping.IsRequest(Read.Iq(xml)));
}
