using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ChatMarkersTests
{
    [Theory]
    [InlineData("received", ChatMarkerKind.Received)]
    [InlineData("displayed", ChatMarkerKind.Displayed)]
    [InlineData("acknowledged", ChatMarkerKind.Acknowledged)]
    public void A_marker_survives_the_round_trip(string name, ChatMarkerKind kind)
    {
        var xml = $"""<message xmlns="jabber:client"><{name} xmlns="urn:xmpp:chat-markers:0" id="message-1"/></message>""";

        var marker = Read.Message(xml).GetChatMarker();

        Assert.Equal(new ChatMarker(kind, "message-1"), marker);
        Assert.Equal(xml, new Message().WithChatMarker(marker!).ToElement().ToString());
    }

    [Fact]
    public void A_message_can_ask_for_markers()
    {
        const string Xml = """<message xmlns="jabber:client" id="message-1"><markable xmlns="urn:xmpp:chat-markers:0"/></message>""";

        Assert.NotNull(Read.Message(Xml).Get<Markable>());
        Assert.Null(Read.Message(Xml).GetChatMarker());
        Assert.Equal(Xml, new Message { Id = "message-1" }.With(new Markable()).ToElement().ToString());
    }

    [Theory]
    [InlineData("<message xmlns='jabber:client'><received xmlns='urn:xmpp:receipts' id='m1'/></message>")]
    [InlineData("<message xmlns='jabber:client'><Received xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>")]
    [InlineData("<message xmlns='jabber:client'><seen xmlns='urn:xmpp:chat-markers:0' id='m1'/></message>")]
    public void Anything_else_is_no_marker(string xml) => Assert.Null(Read.Message(xml).GetChatMarker());

    [Fact]
    public void A_marker_that_names_no_message_is_a_format_error()
    {
        var message = Read.Message("<message xmlns='jabber:client'><displayed xmlns='urn:xmpp:chat-markers:0'/></message>");

        var error = Assert.Throws<XmppFormatException>(() => message.GetChatMarker());
        Assert.Equal("<displayed/> has no 'id' attribute.", error.Message);
    }
}
