using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.ConnectyCube.Tests.Chat.Outbound;

/// <summary>Section 4.6: the markers that senders get unasked.</summary>
public sealed class DeliveredMarkersTests : IAsyncLifetime
{
    private const string Id = "5f0000000000000000000001";
    private const string Dialog = "5f0000000000000000000d01";

    private readonly FakeSession _session = new();
    private readonly ManualClock _clock = new();
    private readonly ConnectionStatus _status;
    private readonly ReadyQueue<MessageReceived> _markers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public DeliveredMarkersTests()
    {
        var addresses = new ChatAddresses("1", "localhost");
        _status = new ConnectionStatus(new AccountRef("connectycube", "100"), _clock);
        var outbound = new OutboundMap(addresses, new DialogDirectory(), _clock);
        _markers = DeliveredMarkers.Create(_session, outbound.ToDeliveredMarker, _status, "100", NullLogger.Instance);
        _running = _markers.RunAsync(_stopping.Token);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    [Fact]
    public async Task M42_the_sender_is_told_in_the_vendors_form_with_the_same_id_each_time()
    {
        Connect();

        _markers.Add(Message("101"));
        _markers.Add(Message("101"));
        await FinishAsync();

        Assert.Matches(
            """^<message xmlns="jabber:client" to="101-1@localhost" id="[0-9a-f]{24}" type="chat">"""
            + $"""<received xmlns="urn:xmpp:chat-markers:0" id="{Id}"/><extraParams><dialog_id>{Dialog}</dialog_id></extraParams></message>$""",
            _session.Sent[0]);
        Assert.Equal([_session.Sent[0], _session.Sent[0]], _session.Sent);
    }

    [Fact]
    public async Task M42_without_a_connection_it_is_said_when_there_is_one()
    {
        _markers.Add(Message("101"));
        Assert.Empty(_session.Sent);

        Connect();
        await FinishAsync();

        Assert.Single(_session.Sent);
    }

    [Fact]
    public async Task M42_a_connection_that_breaks_just_then_is_waited_for()
    {
        Connect();
        var broke = new TaskCompletionSource();
        _session.Sending = _ =>
        {
            _session.Sending = _ => { };
            broke.SetResult();
            throw new XmppConnectionException("gone");
        };

        _markers.Add(Message("101"));
        await broke.Task.WaitAsync(TestTimeout.Token);
        _status.Take(new XmppState.Reconnecting(1, _clock.GetUtcNow(), new XmppConnectionException("gone")));
        Connect();
        await FinishAsync();

        Assert.Equal(2, _session.Sent.Count);
        Assert.Equal(_session.Sent[0], _session.Sent[1]);
    }

    [Fact]
    public async Task A_sender_who_cannot_be_told_costs_the_others_nothing()
    {
        Connect();

        _markers.Add(Message("nobody"));
        _markers.Add(Message("101"));
        await FinishAsync();

        Assert.Single(_session.Sent);
    }

    private void Connect() => _status.Take(new XmppState.Online(Jid.Parse("100-1@localhost/r1"), true));

    private Task FinishAsync()
    {
        _markers.Complete();
        return _running.WaitAsync(TestTimeout.Token);
    }

    private MessageReceived Message(string sender) => new()
    {
        Origin = new EventOrigin { EventId = "e1", Account = new AccountRef("connectycube", "100"), OccurredAt = _clock.GetUtcNow() },
        Dialog = new DialogRef(Dialog),
        DialogKind = DialogKind.Direct,
        MessageId = Id,
        Sender = new UserRef(sender),
        IsMarkable = true,
    };
}
