using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class SoftwareVersionTests
{
    [Fact]
    public void The_version_is_asked() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" to="localhost" type="get"><query xmlns="jabber:iq:version"/></iq>""",
            SoftwareVersion.Request(Jid.Parse("localhost")).ToElement().ToString());

    [Theory]
    [InlineData(
        """<query xmlns="jabber:iq:version"><name>Exodus</name><version>0.7.0.4</version><os>Windows-XP 5.01.2600</os></query>""",
        "Windows-XP 5.01.2600")]
    [InlineData("""<query xmlns="jabber:iq:version"><name>Exodus</name><version>0.7.0.4</version></query>""", null)]
    public void The_answer_survives_the_round_trip(string xml, string? system)
    {
        var result = Read.Iq($"<iq xmlns='jabber:client' type='result' id='v1'>{xml}</iq>");

        var version = result.Require<SoftwareVersion>();

        Assert.Equal(new SoftwareVersion("Exodus", "0.7.0.4", system), version);
        Assert.Equal(xml, version.ToElement().ToString());
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:version'><name>Exodus</name></query>", "<query/> has no <version/>.")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='1'/>", "<iq/> has no <query/>.")]
    [InlineData("", "<iq/> has no <query/>.")]
    public void Any_other_answer_is_a_format_error(string payload, string message)
    {
        var result = Read.Iq($"<iq xmlns='jabber:client' type='result' id='v1'>{payload}</iq>");

        Assert.Equal(message, Assert.Throws<XmppFormatException>(result.Require<SoftwareVersion>).Message);
    }
}
