using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ReceiptsTests
{
    [Fact]
    public void A_receipt_survives_the_round_trip()
    {
        const string Xml = """<message xmlns="jabber:client" id="r1"><received xmlns="urn:xmpp:receipts" id="m1"/></message>""";

        var receipt = Read.Message(Xml).Get<Receipt>();

        Assert.Equal(new Receipt("m1"), receipt);
        Assert.Equal(Xml, new Message { Id = "r1" }.With(receipt!).ToElement().ToString());
    }

    [Fact]
    public void A_message_can_ask_for_a_receipt()
    {
        const string Xml = """<message xmlns="jabber:client" id="m1"><request xmlns="urn:xmpp:receipts"/></message>""";

        Assert.NotNull(Read.Message(Xml).Get<ReceiptRequest>());
        Assert.Equal(Xml, new Message { Id = "m1" }.With(new ReceiptRequest()).ToElement().ToString());
    }

    [Fact]
    public void A_message_without_a_receipt_has_none() =>
        Assert.Null(Read.Message("<message xmlns='jabber:client'><body>hi</body></message>").Get<Receipt>());

    [Fact]
    public void A_receipt_that_names_no_message_is_a_format_error()
    {
        var message = Read.Message("<message xmlns='jabber:client'><received xmlns='urn:xmpp:receipts'/></message>");

        var error = Assert.Throws<XmppFormatException>(message.Get<Receipt>);
        Assert.Equal("<received/> has no 'id' attribute.", error.Message);
    }
}
