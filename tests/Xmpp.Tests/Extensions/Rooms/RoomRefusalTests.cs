using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class RoomRefusalTests
{
    [Theory]
    [InlineData("not-authorized", RoomRefusalReason.PasswordRequired)]
    [InlineData("forbidden", RoomRefusalReason.Banned)]
    [InlineData("item-not-found", RoomRefusalReason.NotFound)]
    [InlineData("not-allowed", RoomRefusalReason.MayNotCreate)]
    [InlineData("not-acceptable", RoomRefusalReason.NickReserved)]
    [InlineData("registration-required", RoomRefusalReason.MembersOnly)]
    [InlineData("conflict", RoomRefusalReason.NickTaken)]
    [InlineData("service-unavailable", RoomRefusalReason.FullOrDown)]
    [InlineData("gone", RoomRefusalReason.Destroyed)]
    [InlineData("resource-constraint", RoomRefusalReason.Other)]
    public void A_room_says_why_it_does_not_let_us_in(string condition, RoomRefusalReason reason)
    {
        var refusal = RoomRefusal.TryParse(Read.Presence($"""
            <presence xmlns='jabber:client' from='coven@chat.shakespeare.lit/thirdwitch' id='j1' to='hag66@shakespeare.lit/pda' type='error'>
              <x xmlns='http://jabber.org/protocol/muc'/>
              <error by='coven@chat.shakespeare.lit' type='auth' code='407'>
                <{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
              </error>
            </presence>
            """));

        Assert.Equal(
            new RoomRefusal(
                Jid.Parse("coven@chat.shakespeare.lit"),
                reason,
                new StanzaError(condition, "auth", Code: 407) { By = Jid.Parse("coven@chat.shakespeare.lit") }),
            refusal);
    }

    [Fact]
    public void A_refusal_without_reason_is_one() =>
        Assert.Equal(
            RoomRefusalReason.Other,
            RoomRefusal.TryParse(Read.Presence("<presence xmlns='jabber:client' type='error' from='a@muc/n'/>"))!.Reason);

    [Theory]
    [InlineData("<presence xmlns='jabber:client' from='a@muc/n'/>")]
    [InlineData("<presence xmlns='jabber:client' from='a@muc/n' type='unavailable'/>")]
    [InlineData("<presence xmlns='jabber:client' type='error'/>")]
    public void Any_other_presence_is_none(string xml) => Assert.Null(RoomRefusal.TryParse(Read.Presence(xml)));
}
