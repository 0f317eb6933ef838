using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class RoomJoinTests
{
    private static readonly Jid Room = Jid.Parse("coven@chat.shakespeare.lit");

    [Fact]
    public void A_room_is_entered() =>
        Assert.Equal(
            """
            <presence xmlns="jabber:client" to="coven@chat.shakespeare.lit/thirdwitch"><x xmlns="http://jabber.org/protocol/muc"/></presence>
            """,
            RoomJoin.Join(Room, "thirdwitch").ToElement().ToString());

    [Fact]
    public void A_room_is_entered_with_a_password_and_without_history() =>
        Assert.Equal(
            """
            <presence xmlns="jabber:client" to="coven@chat.shakespeare.lit/thirdwitch"><x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/><password>cauldronburn</password></x></presence>
            """,
            RoomJoin.Join(Room, "thirdwitch", "cauldronburn", new RoomHistory(MaxMessages: 0)).ToElement().ToString());

    [Fact]
    public void History_may_begin_at_a_moment()
    {
        var since = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

        Assert.Equal(
            """<x xmlns="http://jabber.org/protocol/muc"><history since="2026-11-21T10:00:00.000Z"/></x>""",
            Assert.Single(RoomJoin.Join(Room, "thirdwitch", history: new RoomHistory(Since: since)).Payloads).ToString());
    }

    [Fact]
    public void A_room_is_left() =>
        Assert.Equal(
            """<presence xmlns="jabber:client" to="coven@chat.shakespeare.lit/thirdwitch" type="unavailable"/>""",
            RoomJoin.Leave(Room, "thirdwitch").ToElement().ToString());

    [Fact]
    public void A_nick_must_fit_into_an_address() => Assert.Throws<XmppFormatException>(() => RoomJoin.Join(Room, ""));
}
