using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class FallbackTests
{
    [Theory]
    [InlineData("""<fallback xmlns="urn:xmpp:fallback:0"/>""", null)]
    [InlineData("""<fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reactions:0"/>""", "urn:xmpp:reactions:0")]
    public void A_fallback_survives_the_round_trip(string xml, string? extension)
    {
        var fallback = Fallback.Parse(Element.Parse(xml));

        Assert.Equal(new Fallback(extension), fallback);
        Assert.Equal(xml, fallback.ToElement().ToString());
    }
}
