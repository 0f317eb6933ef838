using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class OccupantPresenceTests
{
    private const string Gone = "type='unavailable'";

    [Fact]
    public void Somebody_is_there()
    {
        var occupant = Parse("", "<item affiliation='owner' role='moderator' jid='crone1@shakespeare.lit/desktop'/>");

        Assert.Equal(OccupantChange.Present, occupant.Change);
        Assert.Equal((Jid.Parse("coven@chat.shakespeare.lit"), "firstwitch"), (occupant.Room, occupant.Nick));
        Assert.Equal((RoomAffiliation.Owner, RoomRole.Moderator), (occupant.Affiliation, occupant.Role));
        Assert.Equal(Jid.Parse("crone1@shakespeare.lit/desktop"), occupant.Address);
        Assert.False(occupant.IsSelf);
    }

    [Fact]
    public void We_are_there_and_the_room_is_new()
    {
        var occupant = Parse("", "<item affiliation='owner' role='moderator'/><status code='110'/><status code='201'/>");

        Assert.True(occupant.IsSelf);
        Assert.Contains(201, occupant.StatusCodes);
        Assert.Null(occupant.Address);
    }

    [Theory]
    [InlineData("none", RoomAffiliation.None)]
    [InlineData("outcast", RoomAffiliation.Outcast)]
    [InlineData("member", RoomAffiliation.Member)]
    [InlineData("admin", RoomAffiliation.Admin)]
    [InlineData("owner", RoomAffiliation.Owner)]
    public void Affiliations_are_read(string text, RoomAffiliation affiliation) =>
        Assert.Equal(affiliation, Parse("", $"<item affiliation='{text}'/>").Affiliation);

    [Theory]
    [InlineData("none", RoomRole.None)]
    [InlineData("visitor", RoomRole.Visitor)]
    [InlineData("participant", RoomRole.Participant)]
    [InlineData("moderator", RoomRole.Moderator)]
    public void Roles_are_read(string text, RoomRole role) => Assert.Equal(role, Parse("", $"<item role='{text}'/>").Role);

    [Theory]
    [InlineData("", OccupantChange.Left)]
    [InlineData("<status code='301'/>", OccupantChange.Banned)]
    [InlineData("<status code='307'/>", OccupantChange.Kicked)]
    [InlineData("<status code='321'/>", OccupantChange.MembershipLost)]
    [InlineData("<status code='322'/>", OccupantChange.RoomClosedToThem)]
    [InlineData("<status code='332'/>", OccupantChange.ServiceShutdown)]
    [InlineData("<status code='307'/><status code='333'/>", OccupantChange.Unreachable)]
    [InlineData("<status code='110'/><status code='307'/><status code='301'/>", OccupantChange.Banned)]
    [InlineData("<status code='321'/><status code='301'/>", OccupantChange.Banned)]
    public void Going_has_reasons(string status, OccupantChange change) =>
        Assert.Equal(change, Parse(Gone, $"<item affiliation='none' role='none'/>{status}").Change);

    [Fact]
    public void Who_removed_somebody_says_why()
    {
        var occupant = Parse(Gone, """
            <item affiliation='outcast' role='none'><actor nick='Fluellen' jid='fluellen@shakespeare.lit'/><reason>Avaunt, you cullion!</reason></item>
            <status code='301'/>
            """);

        Assert.Equal(("Fluellen", "Avaunt, you cullion!"), (occupant.Actor, occupant.Reason));
    }

    [Fact]
    public void Who_removed_somebody_may_be_known_by_address_only() =>
        Assert.Equal("100-1@localhost", Parse(Gone, "<item affiliation='none'><actor jid='100-1@localhost'/></item>").Actor);

    [Fact]
    public void Somebody_takes_another_nick()
    {
        var occupant = Parse(Gone, "<item affiliation='member' nick='oldhag' role='participant'/><status code='303'/>");

        Assert.Equal((OccupantChange.Renamed, "firstwitch", "oldhag"), (occupant.Change, occupant.Nick, occupant.NewNick));
    }

    [Fact]
    public void A_room_is_destroyed()
    {
        var occupant = Parse(Gone, """
            <item affiliation='none' role='none'/>
            <destroy jid='coven2@chat.shakespeare.lit'><reason>Macbeth doth come.</reason></destroy>
            """);

        Assert.Equal(OccupantChange.RoomDestroyed, occupant.Change);
        Assert.Equal((Jid.Parse("coven2@chat.shakespeare.lit"), "Macbeth doth come."), (occupant.Successor, occupant.Reason));
    }

    // Sent by ejabberd 23.01.
    [Fact]
    public void A_room_that_is_gone_is_gone_for_us_too()
    {
        var occupant = OccupantPresence.TryParse(Read.Presence("""
            <presence xmlns="jabber:client" from="cave@muc.localhost/al" to="alice@localhost/97692894292542578561362" type="unavailable"><x xmlns="http://jabber.org/protocol/muc#user"><destroy/><item role="none" affiliation="none"/></x></presence>
            """))!;

        Assert.Equal((OccupantChange.RoomDestroyed, true), (occupant.Change, occupant.IsSelf));
        Assert.True(Parse(Gone, "<item affiliation='none' role='none'/><status code='332'/>").IsSelf);
        Assert.False(Parse(Gone, "<item affiliation='none' role='none'/><status code='307'/>").IsSelf);
    }

    [Theory]
    [InlineData("<presence xmlns='jabber:client' from='a@muc/n'/>")]
    [InlineData("<presence xmlns='jabber:client' from='a@muc'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>")]
    [InlineData("<presence xmlns='jabber:client'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>")]
    [InlineData("<presence xmlns='jabber:client' type='error' from='a@muc/n'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>")]
    [InlineData("<presence xmlns='jabber:client' from='a@muc/n'><x xmlns='http://jabber.org/protocol/muc'/></presence>")]
    public void Any_other_presence_is_of_no_occupant(string xml) => Assert.Null(OccupantPresence.TryParse(Read.Presence(xml)));

    [Theory]
    [InlineData("<item affiliation='king'/>")]
    [InlineData("<item role='Moderator'/>")]
    [InlineData("<item jid='@'/>")]
    [InlineData("<status/>")]
    [InlineData("<status code='many'/>")]
    [InlineData("<item/><status code='303'/>")]
    [InlineData("<destroy jid='@'/>")]
    public void What_rooms_do_not_say_is_a_format_error(string content) =>
        Assert.Throws<XmppFormatException>(() => Parse(Gone, content));

    private static OccupantPresence Parse(string type, string content) => OccupantPresence.TryParse(Read.Presence($"""
        <presence xmlns='jabber:client' from='coven@chat.shakespeare.lit/firstwitch' to='hag66@shakespeare.lit/pda' {type}>
          <x xmlns='http://jabber.org/protocol/muc#user'>{content}</x>
        </presence>
        """))!;
}
