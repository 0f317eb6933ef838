using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ChatStatesTests
{
    [Fact]
    public void A_chat_state_survives_the_round_trip()
    {
        var message = new Message().WithChatState(ChatState.Composing);

        Assert.Equal(ChatState.Composing, message.GetChatState());
        Assert.Equal(
            """<message xmlns="jabber:client"><composing xmlns="http://jabber.org/protocol/chatstates"/></message>""",
            message.ToElement().ToString());
    }

    [Theory]
    [InlineData("<message xmlns='jabber:client'><body>composing</body></message>")]
    [InlineData("<message xmlns='jabber:client'><COMPOSING xmlns='http://jabber.org/protocol/chatstates'/></message>")]
    [InlineData("<message xmlns='jabber:client'><a1 xmlns='http://jabber.org/protocol/chatstates'/></message>")]
    public void Anything_else_is_no_chat_state(string xml) => Assert.Null(Read.Message(xml).GetChatState());
}
