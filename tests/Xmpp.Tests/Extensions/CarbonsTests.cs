using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class CarbonsTests
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
        var carbon = Carbon.TryUnwrap(Copy(from), Self);

        Assert.Equal(CarbonDirection.Sent, carbon!.Direction);
        Assert.Equal(("m1", "hi"), (carbon.Message.Id, carbon.Message.Body));
    }

    [Fact]
    public void A_copy_of_somebody_else_is_no_copy() => Assert.Null(Carbon.TryUnwrap(Copy("evil@localhost"), Self));

    [Fact]
    public void A_copy_of_nothing_is_a_format_error()
    {
        var message = Read.Message(
            "<message xmlns='jabber:client'><received xmlns='urn:xmpp:carbons:2'/></message>");

        Assert.Throws<XmppFormatException>(() => Carbon.TryUnwrap(message, Self));
    }

    [Fact]
    public void Copies_are_asked_for_and_declined()
    {
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><enable xmlns="urn:xmpp:carbons:2"/></iq>""",
            Carbon.EnableRequest().ToElement().ToString());
        Assert.Equal(
            """<iq xmlns="jabber:client" type="set"><disable xmlns="urn:xmpp:carbons:2"/></iq>""",
            Carbon.DisableRequest().ToElement().ToString());
    }

    private static Message Copy(string from) => Read.Message(Sent.Replace("SENDER", from, StringComparison.Ordinal));
}
