using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class SelfPingTests
{
    [Fact]
    public void The_room_is_asked_about_our_own_nick() =>
        Assert.Equal(
            """
            <iq xmlns="jabber:client" to="characters@chat.shakespeare.lit/JuliC" type="get"><ping xmlns="urn:xmpp:ping"/></iq>
            """,
            SelfPing.Request(Jid.Parse("characters@chat.shakespeare.lit"), "JuliC").ToElement().ToString());

    [Fact]
    public void An_answer_means_that_we_are_there() =>
        Assert.Equal(RoomStanding.Joined, SelfPing.Judge(Read.Iq("<iq xmlns='jabber:client' type='result' id='s2c1'/>")));

    [Fact]
    public void No_answer_means_nothing() => Assert.Equal(RoomStanding.Unknown, SelfPing.Judge(answer: null));

    // Sent by Prosody 0.12.3 and by ejabberd 23.01.
    [Theory]
    [InlineData("""
        <iq xmlns="jabber:client" from="cave@muc.localhost/al" id="s1" type="error"><error by="muc.localhost" type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>
        """)]
    [InlineData("""
        <iq xmlns="jabber:client" from="cave@muc.localhost/al" id="s1" type="error"><error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">Conference room does not exist</text></error></iq>
        """)]
    public void A_room_that_a_restart_has_swept_away_does_not_hold_us(string xml) =>
        Assert.Equal(RoomStanding.NotJoined, SelfPing.Judge(Read.Iq(xml)));

    [Theory]
    [InlineData("<error type='cancel'>", "not-acceptable", RoomStanding.NotJoined)]
    [InlineData("<error type='cancel'>", "not-allowed", RoomStanding.NotJoined)]
    [InlineData("<error type='modify'>", "bad-request", RoomStanding.NotJoined)]
    [InlineData("<error type='cancel'>", "service-unavailable", RoomStanding.Joined)]
    [InlineData("<error type='cancel'>", "feature-not-implemented", RoomStanding.Joined)]
    [InlineData("<error type='cancel' by='characters@chat.shakespeare.lit'>", "item-not-found", RoomStanding.Joined)]
    [InlineData("<error type='cancel' by='chat.shakespeare.lit'>", "item-not-found", RoomStanding.NotJoined)]
    [InlineData("<error type='cancel'>", "item-not-found", RoomStanding.NotJoined)]
    [InlineData("<error type='wait'>", "service-unavailable", RoomStanding.Unknown)]
    [InlineData("<error type='wait'>", "remote-server-timeout", RoomStanding.Unknown)]
    [InlineData("<error type='cancel'>", "remote-server-not-found", RoomStanding.Unknown)]
    public void A_refusal_is_judged_by_its_condition(string error, string condition, RoomStanding standing) =>
        Assert.Equal(standing, SelfPing.Judge(Read.Iq($"""
            <iq xmlns='jabber:client' from='characters@chat.shakespeare.lit/JuliC' id='s2c1' type='error'>
              {error}<{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </iq>
            """)));
}
