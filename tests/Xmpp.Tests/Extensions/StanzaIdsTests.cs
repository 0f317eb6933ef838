using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class StanzaIdsTests
{
    private static readonly Jid Room = Jid.Parse("room@muc.example.org");

    [Fact]
    public void Both_ids_survive_the_round_trip()
    {
        const string Xml =
            """
            <message xmlns="jabber:client" type="groupchat"><stanza-id xmlns="urn:xmpp:sid:0" id="5f3d" by="room@muc.example.org"/><origin-id xmlns="urn:xmpp:sid:0" id="de30"/></message>
            """;

        var message = Read.Message(Xml);

        Assert.Equal("5f3d", message.GetStanzaId(Room));
        Assert.Equal(new OriginId("de30"), message.Get<OriginId>());
        Assert.Equal(
            Xml,
            new Message { Type = MessageType.GroupChat }
                .With(new StanzaId("5f3d", Room)).With(new OriginId("de30")).ToElement().ToString());
    }

    [Fact]
    public void Only_the_id_of_the_one_that_is_asked_for_counts()
    {
        var message = Read.Message("""
            <message xmlns='jabber:client'>
              <stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='evil@example.org'/>
              <stanza-id xmlns='urn:xmpp:sid:0' id='broken'/>
              <stanza-id xmlns='urn:xmpp:sid:0' id='occupant' by='room@muc.example.org/nick'/>
              <stanza-id xmlns='urn:xmpp:sid:0' id='genuine' by='Room@MUC.example.org'/>
            </message>
            """);

        Assert.Equal("genuine", message.GetStanzaId(Room));
        Assert.Null(message.GetStanzaId(Jid.Parse("other@muc.example.org")));
    }

    [Theory]
    [InlineData("<stanza-id xmlns='urn:xmpp:sid:0' by='room@muc.example.org'/>")]
    [InlineData("<stanza-id xmlns='urn:xmpp:sid:0' id='1'/>")]
    [InlineData("<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='@'/>")]
    public void An_id_must_be_whole(string xml) => Assert.Throws<XmppFormatException>(() => StanzaId.Parse(Element.Parse(xml)));

    [Fact]
    public void An_id_of_the_right_one_that_is_missing_is_a_format_error()
    {
        var message = Read.Message(
            "<message xmlns='jabber:client'><stanza-id xmlns='urn:xmpp:sid:0' by='room@muc.example.org'/></message>");

        Assert.Throws<XmppFormatException>(() => message.GetStanzaId(Room));
    }
}
