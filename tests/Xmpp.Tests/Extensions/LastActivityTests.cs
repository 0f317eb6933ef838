using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class LastActivityTests
{
    [Fact]
    public void The_last_activity_is_asked() =>
        Assert.Equal(
            """<iq xmlns="jabber:client" to="juliet@capulet.com" type="get"><query xmlns="jabber:iq:last"/></iq>""",
            LastActivity.Request(Jid.Parse("juliet@capulet.com")).ToElement().ToString());

    [Theory]
    [InlineData("""<query xmlns="jabber:iq:last" seconds="903"/>""", 903, null)]
    [InlineData("""<query xmlns="jabber:iq:last" seconds="0">Heading Home</query>""", 0, "Heading Home")]
    public void The_answer_survives_the_round_trip(string xml, int seconds, string? status)
    {
        var result = Read.Iq($"<iq xmlns='jabber:client' type='result' id='last1' from='juliet@capulet.com'>{xml}</iq>");

        var activity = result.Require<LastActivity>();

        Assert.Equal(new LastActivity(TimeSpan.FromSeconds(seconds), status), activity);
        Assert.Equal(xml, activity.ToElement().ToString());
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:last'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds=''/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='-1'/>")]
    [InlineData("<query xmlns='jabber:iq:last' seconds='99999999999999999999'/>")]
    public void A_time_that_is_none_is_a_format_error(string xml) =>
        Assert.Throws<XmppFormatException>(() => LastActivity.Parse(Element.Parse(xml)));

    [Theory]
    [InlineData("result")]
    [InlineData("set")]
    public void A_notice_that_nobody_asked_for_says_whose_it_is(string type)
    {
        var iq = Read.Iq($"""
            <iq xmlns='jabber:client' type='{type}' id='n1' from='101-1@localhost'><query xmlns='jabber:iq:last' seconds='5'/></iq>
            """);

        var notice = LastActivityNotice.TryParse(iq);

        Assert.Equal(
            new LastActivityNotice(Jid.Parse("101-1@localhost"), new LastActivity(TimeSpan.FromSeconds(5))), notice);
    }

    [Theory]
    [InlineData("<iq xmlns='jabber:client' type='get' id='n1' from='a@b'><query xmlns='jabber:iq:last'/></iq>")]
    [InlineData("<iq xmlns='jabber:client' type='result' id='n1'><query xmlns='jabber:iq:last' seconds='5'/></iq>")]
    [InlineData("<iq xmlns='jabber:client' type='result' id='n1' from='a@b'/>")]
    [InlineData("<iq xmlns='jabber:client' type='set' id='n1' from='a@b'><query xmlns='jabber:iq:privacy'/></iq>")]
    public void Anything_else_is_no_notice(string xml) => Assert.Null(LastActivityNotice.TryParse(Read.Iq(xml)));
}
