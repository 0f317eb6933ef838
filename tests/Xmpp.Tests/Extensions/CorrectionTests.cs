using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class CorrectionTests
{
    [Fact]
    public void A_correction_survives_the_round_trip()
    {
        const string Xml =
            """
            <message xmlns="jabber:client" id="good1"><body>But soft, what light through yonder window breaks?</body><replace xmlns="urn:xmpp:message-correct:0" id="bad1"/></message>
            """;

        var message = Read.Message(Xml);

        Assert.Equal(new Correction("bad1"), message.Get<Correction>());
        Assert.Equal(
            Xml,
            new Message { Id = "good1" }.WithBody(message.Body!).With(new Correction("bad1")).ToElement().ToString());
    }

    [Fact]
    public void A_correction_that_names_no_message_is_a_format_error()
    {
        var message = Read.Message("<message xmlns='jabber:client'><replace xmlns='urn:xmpp:message-correct:0'/></message>");

        Assert.Throws<XmppFormatException>(message.Get<Correction>);
    }
}
