using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>XEP-0198 without resumption: what was sent is known to have arrived, and what we report is safe.</summary>
public sealed class StreamManagementTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private XmppClient? _client;

    [Fact]
    public async Task A_message_is_sent_when_the_server_has_acknowledged_it()
    {
        var client = await LogInAsync();

        var first = client.SendAsync(Text("one"), TestTimeout.Token);
        var second = client.SendAsync(Text("two"), TestTimeout.Token);
        await _server.ExpectAsync("two</body></message>");
        await _server.ExpectAsync("<r xmlns=\"urn:xmpp:sm:3\"/>");
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='1'/>");

        await first;
        Assert.False(second.IsCompleted);
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='2'/>");
        await second;
    }

    [Fact]
    public async Task A_cut_before_the_acknowledgement_fails_the_send()
    {
        var client = await LogInAsync();
        var send = client.SendAsync(Text("one"), TestTimeout.Token);
        await _server.ExpectAsync("</message>");

        _server.Cut();

        await Assert.ThrowsAsync<XmppConnectionException>(() => send);
    }

    [Fact]
    public async Task Senders_wait_when_too_much_is_unacknowledged_and_are_freed_by_the_end()
    {
        var client = await LogInAsync(o => o with { UnacknowledgedCapacity = 2 });
        var sends = Enumerable.Range(0, 3).Select(i => client.SendAsync(Text($"{i}"), TestTimeout.Token)).ToArray();
        await _server.ExpectAsync("1</body></message>");
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        await _server.ExpectAsync("2</body></message>");
        var waiting = client.SendAsync(Text("3"), TestTimeout.Token);

        _server.Cut();

        await sends[0];
        await Assert.ThrowsAsync<XmppConnectionException>(() => sends[1]);
        await Assert.ThrowsAsync<XmppConnectionException>(() => sends[2]);
        await Assert.ThrowsAsync<XmppConnectionException>(() => waiting);
    }

    [Fact]
    public async Task Many_senders_are_served_in_the_order_in_which_they_came()
    {
        const int count = 500;
        var client = await LogInAsync(o => o with { UnacknowledgedCapacity = 2 });
        var sends = Enumerable.Range(0, count).Select(i => client.SendAsync(Text($"<{i}>"), TestTimeout.Token)).ToArray();

        for (var i = 0; i < count; i++)
        {
            var seen = await _server.ExpectAsync("</message>");
            Assert.EndsWith($"<body>&lt;{i}&gt;</body></message>", seen, StringComparison.Ordinal);
            await _server.SendAsync($"<a xmlns='urn:xmpp:sm:3' h='{i + 1}'/>");
        }

        await Task.WhenAll(sends);
    }

    [Fact]
    public async Task An_answer_does_not_wait_behind_what_the_server_has_not_acknowledged()
    {
        var client = await LogInAsync(o => o with { UnacknowledgedCapacity = 1 });
        var sends = Enumerable.Range(0, 3).Select(i => client.SendAsync(Text($"{i}"), TestTimeout.Token)).ToArray();
        await _server.ExpectAsync("</message>");

        await _server.SendAsync("<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");

        await _server.ExpectAsync("id=\"p1\" type=\"result\"/>");
        Assert.DoesNotContain(sends, send => send.IsCompleted);
    }

    [Fact]
    public async Task Only_what_was_acknowledged_without_a_gap_is_reported()
    {
        var client = await LogInAsync();
        await _server.SendAsync("<message id='1'/><message id='2'/><message id='3'/>");
        var received = new List<ReceivedStanza>();
        for (var i = 0; i < 3; i++)
        {
            received.Add(await client.Received.ReadAsync(TestTimeout.Token));
        }

        received[1].Acknowledge();
        await _server.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"0\"/>");
        received[0].Acknowledge();
        received[0].Acknowledge();
        await _server.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"2\"/>");
        received[2].Acknowledge();

        // The server need not ask again for what it has asked for already.
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"3\"/>");
    }

    [Fact]
    public async Task What_is_safe_is_reported_before_the_goodbye()
    {
        var client = await LogInAsync();
        await _server.SendAsync("<message id='1'/>");
        (await client.Received.ReadAsync(TestTimeout.Token)).Acknowledge();

        var disconnect = client.DisconnectAsync();

        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/></stream:stream>");
        await _server.SendAsync("</stream:stream>");
        await disconnect;
    }

    [Fact]
    public async Task A_malformed_stanza_is_counted_or_the_counters_would_drift()
    {
        await LogInAsync();

        await _server.SendAsync("<message from='@broken'/><r xmlns='urn:xmpp:sm:3'/>");

        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/>");
    }

    [Fact]
    public async Task A_server_that_acknowledges_more_than_was_sent_is_left()
    {
        var client = await LogInAsync();

        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='7'/>");

        await Assert.ThrowsAsync<XmppFormatException>(() => client.Completion);
        Assert.Contains("<undefined-condition", await _server.ExpectAsync("</stream:stream>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_acknowledging_is_left()
    {
        var clock = new ManualClock();
        var client = await LogInAsync(o => o with { Time = clock });
        var send = client.SendAsync(Text("one"), TestTimeout.Token);
        await _server.ExpectAsync("<r xmlns=\"urn:xmpp:sm:3\"/>");

        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), client.Completion);

        await Assert.ThrowsAsync<XmppConnectionException>(() => send);
    }

    [Fact]
    public void The_reported_count_wraps()
    {
        var counter = new HandledCounter(start: uint.MaxValue);

        counter.Handled(counter.Received(0)!.Value);
        counter.Handled(counter.Received(0)!.Value);

        Assert.Equal(1u, counter.Value);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private static Message Text(string text) => new Message { To = Jid.Parse("a@localhost") }.WithBody(text);

    private async Task<XmppClient> LogInAsync(Func<XmppClientOptions, XmppClientOptions>? change = null)
    {
        var script = _server.LogInAsync(streamManagement: true);
        _client = await XmppClient.ConnectAsync(
            change?.Invoke(_server.Options) ?? _server.Options, cancellationToken: TestTimeout.Token);
        await script;
        return _client;
    }
}
