using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Tests.World;

/// <summary>What a list decides, from its XML: section 4.12, XEP-0016 §2.1.</summary>
public sealed class PrivacyListTests
{
    private const string Kinds = "<message/><presence-in/><presence-out/><iq/>";
    private const string Jid = "type='jid' value='102-1@localhost'";
    private const string Room = "type='jid' value='muc.localhost/102'";

    // Nobody else is ever concerned: each row is also asked for user 103.
    [Theory]
    [InlineData($"<item {Jid} action='deny' order='1'>{Kinds}</item>", "MessageIn, IqIn, PresenceIn, PresenceOut", "")]
    [InlineData($"<item {Jid} action='deny' order='1'/>", "All", "")]
    [InlineData($"<item {Room} action='deny' order='1'>{Kinds}</item>", "", "MessageIn, IqIn, PresenceIn, PresenceOut")]
    [InlineData($"<item {Room} action='deny' order='1'/>", "", "All")]
    [InlineData($"<item {Jid} action='deny' order='1'><message/></item>", "MessageIn", "")]
    [InlineData($"<item {Jid} action='deny' order='1'><iq/></item>", "IqIn", "")]
    [InlineData($"<item {Jid} action='allow' order='1'/><item {Jid} action='deny' order='2'/>", "None", "")]
    [InlineData($"<item {Jid} action='allow' order='2'/><item {Jid} action='deny' order='1'/>", "All", "")]
    [InlineData($"<item {Jid} action='allow' order='1'><iq/></item><item {Jid} action='deny' order='2'>{Kinds}</item>",
        "MessageIn, PresenceIn, PresenceOut", "")]
    [InlineData($"<item {Jid} action='deny' order='1'/><item {Room} action='deny' order='2'>{Kinds}</item>",
        "All", "MessageIn, IqIn, PresenceIn, PresenceOut")]
    [InlineData("<item type='jid' value='102-1@LOCALHOST' action='deny' order='4294967295'/>", "All", "")]
    [InlineData("<item type='jid' value='102-1@localhost/desk' action='deny' order='1'/>", "", "")]
    public void The_first_item_that_fits_decides(string items, string deniedToUser, string deniedToOccupant)
    {
        var list = PrivacyFormat.Parse(Parse(items));

        Assert.Equal(Traffic(deniedToUser), Denied(list, "102-1@localhost"));
        Assert.Equal(Traffic(deniedToOccupant), Denied(list, "muc.localhost/102"));
        Assert.Equal(PrivacyTraffic.None, Denied(list, "103-1@localhost"));
        Assert.Equal(PrivacyTraffic.None, Denied(list, "muc.localhost/103"));
    }

    [Fact]
    public void An_item_about_nobody_in_particular_is_about_everybody()
    {
        var list = PrivacyFormat.Parse(Parse(
            $"<item {Jid} action='allow' order='1'/><item action='deny' order='2'><message/></item>"));

        Assert.Equal(PrivacyTraffic.None, Denied(list, "102-1@localhost"));
        Assert.Equal(PrivacyTraffic.MessageIn, Denied(list, "103-1@localhost"));
    }

    [Theory]
    [InlineData($"<item {Jid} action='deny'/>")]
    [InlineData($"<item {Jid} action='deny' order='-1'/>")]
    [InlineData($"<item {Jid} action='deny' order='first'/>")]
    [InlineData($"<item {Jid} action='deny' order='4294967296'/>")]
    [InlineData($"<item {Jid} action='deny' order='1'/><item {Room} action='deny' order='1'/>")]
    [InlineData($"<item {Jid} order='1'/>")]
    [InlineData($"<item {Jid} action='ignore' order='1'/>")]
    [InlineData("<item type='jid' action='deny' order='1'/>")]
    [InlineData("<item type='jid' value='@' action='deny' order='1'/>")]
    [InlineData("<item type='group' value='friends' action='deny' order='1'/>")]
    [InlineData("<item value='102-1@localhost' action='deny' order='1'/>")]
    [InlineData($"<item {Jid} action='deny' order='1'><calls/></item>")]
    [InlineData($"<item {Jid} action='deny' order='1'><message xmlns='urn:example'/></item>")]
    [InlineData($"<thing {Jid} action='deny' order='1'/>")]
    public void What_is_no_item_makes_the_list_malformed(string items) =>
        Assert.Throws<XmppFormatException>(() => PrivacyFormat.Parse(Parse(items)));

    [Fact]
    public void A_list_reads_as_it_was_written_in_ascending_order()
    {
        var list = PrivacyFormat.Parse(Parse(
            $"<item {Room} action='deny' order='2'>{Kinds}</item><item {Jid} action='allow' order='1'/>"
            + "<item action='deny' order='9'/>"));

        Assert.Equal(
            """<list xmlns="jabber:iq:privacy" name="x"><item type="jid" value="102-1@localhost" action="allow" order="1"/>"""
            + """<item type="jid" value="muc.localhost/102" action="deny" order="2">"""
            + """<message/><presence-in/><presence-out/><iq/></item>"""
            + """<item action="deny" order="9"/></list>""",
            PrivacyFormat.Write(list).ToString());
    }

    private static Element Parse(string items) => Element.Parse($"<list xmlns='jabber:iq:privacy' name='x'>{items}</list>");

    private static PrivacyTraffic Traffic(string names) =>
        names.Length == 0 ? PrivacyTraffic.None : Enum.Parse<PrivacyTraffic>(names);

    private static PrivacyTraffic Denied(PrivacyList list, string peer) => Enum.GetValues<PrivacyTraffic>()
        .Where(kind => kind is not (PrivacyTraffic.None or PrivacyTraffic.All) && list.Denies(peer, kind))
        .Aggregate(PrivacyTraffic.None, (all, kind) => all | kind);
}
