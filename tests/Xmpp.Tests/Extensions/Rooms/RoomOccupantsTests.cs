using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class RoomOccupantsTests
{
    private static readonly Jid Room = Jid.Parse("heath@chat.shakespeare.lit");

    [Fact]
    public void The_occupants_are_asked() =>
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="heath@chat.shakespeare.lit" type="get"><query xmlns="http://jabber.org/protocol/disco#items"/></iq>
            """,
            RoomOccupants.Request(Room).ToElement().ToString());

    [Fact]
    public void The_occupants_are_the_items_in_the_room() =>
        Assert.Equal(
            ["firstwitch", "second witch"],
            RoomOccupants.ParseNicks(
                Read.Iq("""
                    <iq xmlns='jabber:client' from='heath@chat.shakespeare.lit' id='kl2fax27' type='result'>
                      <query xmlns='http://jabber.org/protocol/disco#items'>
                        <item jid='heath@chat.shakespeare.lit/firstwitch'/>
                        <item jid='heath@chat.shakespeare.lit/second witch'/>
                        <item jid='heath@chat.shakespeare.lit/firstwitch'/>
                        <item jid='heath@chat.shakespeare.lit'/>
                        <item jid='other@chat.shakespeare.lit/guest'/>
                      </query>
                    </iq>
                    """),
                Room));

    [Fact]
    public void Another_answer_is_a_format_error() =>
        Assert.Throws<XmppFormatException>(
            () => RoomOccupants.ParseNicks(Read.Iq("<iq xmlns='jabber:client' type='result' id='1'/>"), Room));
}
