using BotPlatform.TestKit;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>RFC 6120 §8.3: messages that come back.</summary>
public sealed class SendWatchesTests
{
    private static readonly Message Sent = new() { Id = "m1", To = Jid.Parse("bob@localhost") };

    private readonly SendWatches _sends = new();
    private readonly TaskCompletionSource _acknowledged = new();
    private readonly TaskCompletionSource _lookedAt = new();

    [Theory]
    [InlineData("from='bob@localhost'", true)]
    [InlineData("from='bob@localhost/phone'", true)]
    [InlineData("from='localhost'", true)]
    [InlineData("", true)]
    [InlineData("from='eve@localhost'", false)]
    [InlineData("from='eve@localhost/phone'", false)]
    public async Task Only_the_recipient_and_servers_can_refuse_a_message(string from, bool isBelieved)
    {
        using var watch = _sends.Add(Sent);

        Assert.Equal(isBelieved, _sends.TryRefuse(Refusal("m1", from)));

        var error = await Record.ExceptionAsync(() => watch.WaitAsync(Task.CompletedTask, () => Task.CompletedTask));
        Assert.Equal(isBelieved ? "forbidden" : null, (error as XmppStanzaException)?.Condition);
    }

    [Fact]
    public void A_refusal_of_something_else_is_not_taken()
    {
        var first = _sends.Add(Sent);
        using var repeated = _sends.Add(Sent);
        first.Dispose();

        Assert.False(_sends.TryRefuse(Refusal("m2")));
        Assert.False(_sends.TryRefuse(new Message { Type = MessageType.Error }));
        Assert.True(_sends.TryRefuse(Refusal("m1")));

        repeated.Dispose();
        Assert.False(_sends.TryRefuse(Refusal("m1")));
    }

    [Fact]
    public async Task A_message_has_arrived_when_what_came_before_its_acknowledgement_has_been_looked_at()
    {
        using var watch = _sends.Add(Sent);
        var waiting = watch.WaitAsync(_acknowledged.Task, () => _lookedAt.Task);

        _acknowledged.SetResult();
        Assert.False(waiting.IsCompleted);
        _lookedAt.SetResult();

        await waiting.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task A_refusal_says_more_than_the_break_that_follows_it()
    {
        using var watch = _sends.Add(Sent);
        var waiting = watch.WaitAsync(_acknowledged.Task, () => _lookedAt.Task);

        _sends.TryRefuse(Refusal("m1"));
        _acknowledged.SetException(new XmppConnectionException("gone"));

        Assert.Equal("forbidden", (await Assert.ThrowsAsync<XmppStanzaException>(() => waiting)).Condition);
    }

    [Fact]
    public async Task Without_a_refusal_a_break_is_a_break()
    {
        using var watch = _sends.Add(Sent);

        _acknowledged.SetException(new XmppConnectionException("gone"));

        await Assert.ThrowsAsync<XmppConnectionException>(() => watch.WaitAsync(_acknowledged.Task, () => _lookedAt.Task));
    }

    private static Message Refusal(string id, string from = "") => Message.Parse(Element.Parse(
        $"<message xmlns='jabber:client' type='error' id='{id}' {from}>"
        + "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"));
}
