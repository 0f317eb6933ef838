using System.Diagnostics.Metrics;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.ConnectyCube.Tests.Chat.Outbound;

/// <summary>How a command ends.</summary>
public sealed class CommandSenderTests : IDisposable
{
    private static readonly Message Stanza = new() { Id = "m1", To = Jid.Parse("101-1@localhost") };
    private static readonly Message Refusal = Message.Parse(Element.Parse(
        "<message xmlns='jabber:client' type='error' id='m1' from='101-1@localhost'>"
        + "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"));

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeSession _session = new();
    private readonly SendWatches _pending = new();
    private readonly TaskCompletionSource _lookedAt = new();
    private readonly CommandSender _sender;

    public CommandSenderTests() => _sender = new CommandSender(
        _session, _pending, () => _lookedAt.Task, new ConnectyCubeMetrics(_services.GetRequiredService<IMeterFactory>()));

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task M41_it_is_sent_when_what_came_before_the_acknowledgement_has_been_looked_at()
    {
        var sending = SendAsync();
        Assert.False(sending.IsCompleted);

        _lookedAt.SetResult();

        await sending.WaitAsync(TestTimeout.Token);
        Assert.False(_pending.TryRefuse(Refusal));
    }

    [Fact]
    public async Task M74_it_is_refused_when_it_came_back_before_that()
    {
        var sending = SendAsync();

        Assert.True(_pending.TryRefuse(Refusal));
        _lookedAt.SetResult();

        Assert.Equal("forbidden", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => sending)).Reason);
    }

    [Fact]
    public async Task M41_what_cannot_leave_fails_at_once_and_nobody_waits_for_its_refusal()
    {
        _session.Sending = _ => throw new XmppConnectionException("There is no connection.");

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(SendAsync));

        Assert.False(_pending.TryRefuse(Refusal));
    }

    [Fact]
    public async Task M53_a_call_waits_for_what_was_sent_before_and_those_of_other_dialogs_do_not()
    {
        var called = new List<string>();
        var sending = SendAsync();
        var calling = CallAsync("101", "same");

        await CallAsync("102", "other");
        Assert.Equal(["other"], called);
        _lookedAt.SetResult();
        await calling.WaitAsync(TestTimeout.Token);

        Assert.True(sending.IsCompletedSuccessfully);
        Assert.Equal(["other", "same"], called);

        Task CallAsync(string dialog, string name) => _sender.CallAsync(
            new DialogRef(dialog),
            _ =>
            {
                called.Add(name);
                return Task.CompletedTask;
            },
            TestTimeout.Token);
    }

    [Fact]
    public async Task M53_a_call_after_something_that_is_worth_a_repetition_is_worth_one_too()
    {
        var lookup = new TaskCompletionSource<Message>();
        var sending = _sender.SendAsync(
            new DialogRef("101"), async _ => await lookup.Task, TestTimeout.Token);
        var first = NeverAsync();
        var second = NeverAsync();

        lookup.SetException(new ConnectorException("The cable is cut."));

        foreach (var failed in (Task[])[sending, first, second])
        {
            Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => failed.WaitAsync(TestTimeout.Token)));
        }

        Task NeverAsync() => _sender.CallAsync(
            new DialogRef("101"), _ => throw new InvalidOperationException("It was called."), TestTimeout.Token);
    }

    [Fact]
    public async Task M53_a_call_after_something_that_was_refused_is_made()
    {
        var sending = SendAsync();
        var isCalled = false;
        var calling = _sender.CallAsync(
            new DialogRef("101"),
            _ =>
            {
                isCalled = true;
                return Task.CompletedTask;
            },
            TestTimeout.Token);

        Assert.True(_pending.TryRefuse(Refusal));
        _lookedAt.SetResult();

        await Assert.ThrowsAsync<ConnectorRefusedException>(() => sending.WaitAsync(TestTimeout.Token));
        await calling.WaitAsync(TestTimeout.Token);
        Assert.True(isCalled);
    }

    private Task SendAsync() =>
        _sender.SendAsync(new DialogRef("101"), _ => ValueTask.FromResult(Stanza), TestTimeout.Token);
}
