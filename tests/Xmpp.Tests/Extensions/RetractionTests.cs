using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class RetractionTests
{
    [Fact]
    public void A_retraction_says_in_words_what_it_is()
    {
        const string Xml =
            """
            <message xmlns="jabber:client" to="lord@capulet.example" id="retract-message-1" type="chat"><retract xmlns="urn:xmpp:message-retract:1" id="origin-id-1"/><fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:message-retract:1"/><body>This person took a message back.</body><store xmlns="urn:xmpp:hints"/></message>
            """;
        var message = new Message { To = Jid.Parse("lord@capulet.example"), Id = "retract-message-1", Type = MessageType.Chat };

        var retraction = message.WithRetraction(new Retraction("origin-id-1"), "This person took a message back.");

        Assert.Equal(Xml, retraction.ToElement().ToString());
        Assert.Equal(new Retraction("origin-id-1"), Read.Message(Xml).GetRetraction());
    }

    [Fact]
    public void The_form_before_version_04_is_read_too() =>
        Assert.Equal(new Retraction("origin-id-1"), Read.Message("""
            <message xmlns='jabber:client' type='chat' to='lord@capulet.example' id='retract-message-1'>
              <apply-to id="origin-id-1" xmlns="urn:xmpp:fasten:0">
                <retract xmlns='urn:xmpp:message-retract:0'/>
              </apply-to>
              <fallback xmlns="urn:xmpp:fallback:0"/>
              <body>This person attempted to retract a previous message, but it's unsupported by your client.</body>
              <store xmlns="urn:xmpp:hints"/>
            </message>
            """).GetRetraction());

    [Theory]
    [InlineData("<message xmlns='jabber:client'><body>retract</body></message>")]
    [InlineData("<message xmlns='jabber:client'><retract xmlns='urn:xmpp:message-retract:0' id='m1'/></message>")]
    [InlineData("<message xmlns='jabber:client'><apply-to xmlns='urn:xmpp:fasten:0' id='m1'><like/></apply-to></message>")]
    public void Anything_else_takes_nothing_back(string xml) => Assert.Null(Read.Message(xml).GetRetraction());

    [Theory]
    [InlineData("<message xmlns='jabber:client'><retract xmlns='urn:xmpp:message-retract:1'/></message>")]
    [InlineData("""
        <message xmlns='jabber:client'><apply-to xmlns='urn:xmpp:fasten:0'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to></message>
        """)]
    public void A_retraction_that_names_no_message_is_a_format_error(string xml) =>
        Assert.Throws<XmppFormatException>(() => Read.Message(xml).GetRetraction());
}
