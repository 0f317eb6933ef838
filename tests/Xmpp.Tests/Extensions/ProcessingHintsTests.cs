using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ProcessingHintsTests
{
    [Theory]
    [InlineData("no-permanent-store", ProcessingHint.NoPermanentStore)]
    [InlineData("no-store", ProcessingHint.NoStore)]
    [InlineData("no-copy", ProcessingHint.NoCopy)]
    [InlineData("store", ProcessingHint.Store)]
    public void A_hint_survives_the_round_trip(string name, ProcessingHint hint)
    {
        var xml = $"""<message xmlns="jabber:client"><{name} xmlns="urn:xmpp:hints"/></message>""";

        Assert.Equal(
            [hint], Enum.GetValues<ProcessingHint>().Where(h => Read.Message(xml).HasHint(h)));
        Assert.Equal(xml, new Message().WithHint(hint).ToElement().ToString());
    }

    [Fact]
    public void A_message_may_carry_several()
    {
        var message = new Message().WithHint(ProcessingHint.NoCopy).WithHint(ProcessingHint.NoStore);

        Assert.True(message.HasHint(ProcessingHint.NoCopy));
        Assert.True(message.HasHint(ProcessingHint.NoStore));
        Assert.False(message.HasHint(ProcessingHint.Store));
    }
}
