using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class RoomConfigurationTests
{
    private static readonly Jid Room = Jid.Parse("coven@chat.shakespeare.lit");

    [Fact]
    public void A_new_room_is_opened_as_it_is() =>
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="coven@chat.shakespeare.lit" type="set"><query xmlns="http://jabber.org/protocol/muc#owner"><x xmlns="jabber:x:data" type="submit"/></query></iq>
            """,
            RoomConfiguration.InstantRequest(Room).ToElement().ToString());

    [Fact]
    public void A_room_is_configured() =>
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="coven@chat.shakespeare.lit" type="set"><query xmlns="http://jabber.org/protocol/muc#owner"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/muc#roomconfig</value></field><field var="muc#roomconfig_persistentroom"><value>1</value></field></x></query></iq>
            """,
            RoomConfiguration.Request(Room, new FormField("muc#roomconfig_persistentroom", "1")).ToElement().ToString());
}
