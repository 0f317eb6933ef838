using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Extensions;

public sealed class ReactionsTests
{
    [Fact]
    public void Reactions_survive_the_round_trip()
    {
        const string Xml =
            """
            <reactions xmlns="urn:xmpp:reactions:0" id="744f6e18"><reaction>👋</reaction><reaction>🐢</reaction></reactions>
            """;

        var reactions = Reactions.Parse(Element.Parse(Xml));

        Assert.Equal("744f6e18", reactions.MessageId);
        Assert.Equal(["👋", "🐢"], reactions.Emojis);
        Assert.Equal(Xml, reactions.ToElement().ToString());
    }

    [Fact]
    public void No_reaction_takes_all_back()
    {
        const string Xml = """<reactions xmlns="urn:xmpp:reactions:0" id="744f6e18"/>""";

        Assert.Empty(Reactions.Parse(Element.Parse(Xml)).Emojis);
        Assert.Equal(Xml, new Reactions("744f6e18", []).ToElement().ToString());
    }

    [Fact]
    public void What_is_said_twice_or_is_no_emoji_is_left_out()
    {
        var reactions = Reactions.Parse(Element.Parse($"""
            <reactions xmlns='urn:xmpp:reactions:0' id='m1'>
              <reaction> 👋 </reaction><reaction>👋</reaction><reaction/><reaction>{new string('a', 65)}</reaction>
              <reaction xmlns='urn:example'>🐢</reaction>
            </reactions>
            """));

        Assert.Equal(["👋"], reactions.Emojis);
    }

    [Fact]
    public void Reactions_to_no_message_are_a_format_error() =>
        Assert.Throws<XmppFormatException>(() => Reactions.Parse(Element.Parse("<reactions xmlns='urn:xmpp:reactions:0'/>")));
}
