using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Tests.Chat.Sessions;

public sealed class SessionQueueTests
{
    [Fact]
    public void What_is_acknowledged_goes_on_counting_beyond_the_largest_number()
    {
        var queue = new SessionQueue(new SandboxOptions(), acknowledged: uint.MaxValue - 1);
        queue.StartCounting();
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            queue.Sending(Stanza(id));
        }

        Assert.Equal(2u, queue.SentCount);
        Assert.True(queue.TryAcknowledge(uint.MaxValue));
        Assert.True(queue.TryAcknowledge(1));

        Assert.Equal("d", Assert.Single(queue.Unconfirmed).Element.Attribute("id"));
    }

    [Fact]
    public void A_count_that_is_too_high_changes_nothing()
    {
        var queue = new SessionQueue(new SandboxOptions(), acknowledged: 10);
        queue.StartCounting();
        queue.Sending(Stanza("a"));

        Assert.False(queue.TryAcknowledge(12));
        Assert.False(queue.TryAcknowledge(9));

        Assert.Single(queue.Unconfirmed);
        Assert.Equal(11u, queue.SentCount);
    }

    private static Outgoing Stanza(string id) =>
        Outgoing.Live(new Element(new XmlName(Namespaces.Client, "message"), null, new XmlAttribute("id", id)));
}
