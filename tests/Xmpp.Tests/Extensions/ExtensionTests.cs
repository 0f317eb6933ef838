using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class CarbonTests
{
    private const string Sent = """
        <message xmlns='jabber:client' from='SENDER' to='bot@localhost/r1' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded
        xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='bot@localhost/other' to='alice@localhost' type='chat'
        id='m1'><body>hi</body></message></forwarded></sent></message>
        """;

    private static readonly Jid Self = Jid.Parse("bot@localhost/r1");

    [Theory]
    [InlineData("bot@localhost")]
    [InlineData("bot@localhost/other")]
    public void A_copy_of_our_own_account_is_unwrapped(string from)
    {
        var carbon = Carbon.TryUnwrap(Read(from), Self);

        Assert.Equal(CarbonDirection.Sent, carbon!.Direction);
        Assert.Equal(("m1", "hi"), (carbon.Message.Id, carbon.Message.Body));
    }

    [Fact]
    public void A_copy_of_somebody_else_is_no_copy() => Assert.Null(Carbon.TryUnwrap(Read("evil@localhost"), Self));

    [Fact]
    public void A_copy_of_nothing_is_a_format_error()
    {
        var message = Message.Parse(Element.Parse(
            "<message xmlns='jabber:client'><received xmlns='urn:xmpp:carbons:2'/></message>"));

        Assert.Throws<XmppFormatException>(() => Carbon.TryUnwrap(message, Self));
    }

    private static Message Read(string from) =>
        Message.Parse(Element.Parse(Sent.Replace("SENDER", from, StringComparison.Ordinal)));
}

public sealed class ChatStateTests
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
    public void Anything_else_is_no_chat_state(string xml) => Assert.Null(Message.Parse(Element.Parse(xml)).GetChatState());
}

public sealed class DelayTests
{
    [Fact]
    public void A_stamp_is_read_and_written()
    {
        var delay = Delay.Parse(Element.Parse("<delay xmlns='urn:xmpp:delay' stamp='2026-11-21T10:00:00Z' from='localhost'/>"));

        Assert.Equal(new Delay(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), Jid.Parse("localhost")), delay);
        Assert.Equal(
            """<delay xmlns="urn:xmpp:delay" from="localhost" stamp="2026-11-21T10:00:00.000Z"/>""", delay.ToElement().ToString());
    }

    [Theory]
    [InlineData("<delay xmlns='urn:xmpp:delay'/>", "<delay/> has no 'stamp' attribute.")]
    [InlineData("<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>", "<delay/> has a 'stamp' that is no time.")]
    public void A_stamp_that_is_none_is_a_format_error(string xml, string message) =>
        Assert.Equal(message, Assert.Throws<XmppFormatException>(() => Delay.Parse(Element.Parse(xml))).Message);
}
