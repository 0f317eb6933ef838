using BotPlatform.Xmpp.Extensions.Rooms;

namespace BotPlatform.Xmpp.Tests.Extensions.Rooms;

public sealed class RoomSubjectTests
{
    [Theory]
    [InlineData("<message xmlns='jabber:client' type='groupchat'><subject>Fire Burn!</subject></message>", "Fire Burn!")]
    [InlineData("<message xmlns='jabber:client' type='groupchat'><subject/></message>", "")]
    [InlineData("<message xmlns='jabber:client' type='groupchat'><subject>a</subject><body>b</body></message>", null)]
    [InlineData("<message xmlns='jabber:client' type='chat'><subject>a</subject></message>", null)]
    [InlineData("<message xmlns='jabber:client' type='groupchat'/>", null)]
    public void A_subject_stands_alone(string xml, string? subject) => Assert.Equal(subject, Read.Message(xml).GetRoomSubject());
}
