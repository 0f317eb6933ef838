using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ClientStateTests
{
    [Fact]
    public void The_states_are_elements_of_the_stream()
    {
        Assert.Equal("""<active xmlns="urn:xmpp:csi:0"/>""", ClientState.Active.ToString());
        Assert.Equal("""<inactive xmlns="urn:xmpp:csi:0"/>""", ClientState.Inactive.ToString());
    }

    [Fact]
    public void A_server_offers_it_among_its_features()
    {
        var features = Element.Parse("<features xmlns='http://etherx.jabber.org/streams'><csi xmlns='urn:xmpp:csi:0'/></features>");

        Assert.NotNull(features.Child(ClientState.Feature));
    }
}
