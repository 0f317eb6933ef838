using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>XEP-0198 §5: what a broken connection took along is neither lost nor doubled.</summary>
public sealed class ResumptionTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private readonly StateLog _states = new();
    private readonly List<string> _setUps = [];
    private XmppClient? _client;

    [Fact]
    public async Task What_the_server_has_not_handled_is_sent_again_in_its_order_before_anything_else()
    {
        var client = await LogInAsync();
        var sends = Enumerable.Range(1, 3).Select(i => client.SendAsync(Text($"m{i}"), TestTimeout.Token)).ToArray();
        await _server.ExpectAsync("m3</body></message>");

        _server.Reset();
        var later = client.SendAsync(Text("m4"), TestTimeout.Token);
        await ResumeAsync(handled: 1);

        await sends[0];
        Assert.Contains("m2", await _server.ExpectElementAsync("^<message"), StringComparison.Ordinal);
        Assert.Contains("m3", await _server.ExpectElementAsync("^<message"), StringComparison.Ordinal);
        Assert.Contains("m4", await _server.ExpectElementAsync("^<message"), StringComparison.Ordinal);
        await _server.Current.AcknowledgeAsync(4);
        await Task.WhenAll([.. sends, later]);
    }

    [Fact]
    public async Task What_we_hold_and_have_not_reported_comes_again_and_is_received_once()
    {
        var client = await LogInAsync();
        await _server.SendAsync(Incoming("a") + Incoming("b") + Incoming("c"));
        var a = await client.Received.ReadAsync(TestTimeout.Token);
        var b = await client.Received.ReadAsync(TestTimeout.Token);
        a.Acknowledge();

        _server.Reset();
        Assert.Equal(1u, await ResumeAsync(handled: 0));
        await _server.SendAsync(Incoming("b") + Incoming("c") + Incoming("d"));

        Assert.Equal("c", Body(await client.Received.ReadAsync(TestTimeout.Token)));
        Assert.Equal("d", Body(await client.Received.ReadAsync(TestTimeout.Token)));
        b.Acknowledge();
        Assert.Equal(2u, await _server.Current.RequestAcknowledgementAsync());
    }

    [Fact]
    public async Task What_found_no_room_before_the_cut_is_received_after_it_once()
    {
        var client = await LogInAsync(
            o => o with { ReceiveCapacity = 1, KeepAliveInterval = TimeSpan.FromMilliseconds(20) });
        await _server.SendAsync(Incoming("a") + Incoming("b") + Incoming("c"));
        Assert.True(await client.Received.WaitToReadAsync(TestTimeout.Token));

        _server.Reset();
        Assert.Equal(0u, await ResumeAsync(handled: 0));
        await _server.SendAsync(Incoming("a") + Incoming("b") + Incoming("c") + Incoming("d"));

        foreach (var expected in "abcd")
        {
            Assert.Equal($"{expected}", Body(await client.Received.ReadAsync(TestTimeout.Token)));
        }
    }

    [Fact]
    public async Task A_request_that_waits_at_the_cut_is_answered_after_it()
    {
        var client = await LogInAsync();
        var request = client.RequestAsync(
            new Iq { Type = IqType.Get, Payload = new Element(new XmlName("urn:q", "query")) }, TestTimeout.Token);
        await _server.ExpectElementAsync("^<iq");

        _server.Reset();
        await ResumeAsync(handled: 0);
        var again = await _server.ExpectElementAsync("^<iq");
        await _server.Current.AnswerAsync(again, "<query xmlns='urn:q'>late</query>");

        Assert.Equal("late", (await request).Payload!.Text);
    }

    [Fact]
    public async Task A_resumption_sets_nothing_up_again_and_is_told_as_such()
    {
        await LogInAsync();
        _server.Reset();
        await ResumeAsync(handled: 0);

        Assert.Equal(1, (await _states.NextAsync<XmppState.Reconnecting>()).Failures);
        await _states.NextAsync<XmppState.Resuming>();
        Assert.True((await _states.NextAsync<XmppState.Online>()).IsResumed);
        Assert.Equal(["bot@localhost/r1"], _setUps);
    }

    [Fact]
    public async Task A_cut_while_a_session_is_set_up_is_followed_by_its_setting_up()
    {
        var tries = 0;
        var script = _server.LogInAsync(resumeId: "s1");
        var connecting = ConnectAsync(o => o with
        {
            SessionStarted = async (session, token) =>
            {
                if (++tries == 1)
                {
                    await session.RequestAsync(new Iq { Type = IqType.Get, Payload = new Element(new XmlName("urn:q", "query")) }, token);
                }

                await session.PostAsync(new Presence(), token);
            },
        });
        await script;
        await _server.ExpectElementAsync("^<iq");

        _server.Reset();
        await ResumeAsync(handled: 0);

        await connecting;
        Assert.Contains("<presence", await _server.ExpectElementAsync("^<presence"), StringComparison.Ordinal);
        Assert.False(Assert.IsType<XmppState.Online>(_client!.State).IsResumed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1u)]
    public async Task A_refused_resumption_ends_what_waits_and_begins_a_new_session(uint? handled)
    {
        var client = await LogInAsync();
        var first = client.SendAsync(Text("m1"), TestTimeout.Token);
        var second = client.SendAsync(Text("m2"), TestTimeout.Token);
        await _server.ExpectAsync("m2</body></message>");

        _server.Reset();
        var connection = await _server.AcceptAsync();
        await connection.AuthenticateAsync(streamManagement: true);
        await connection.ExpectResumeAsync();
        await connection.RefuseResumeAsync(handled);
        await connection.BindAsync("bot@localhost/r2");
        await connection.EnableAsync("s2");

        if (handled is null)
        {
            await Assert.ThrowsAsync<XmppConnectionException>(() => first);
        }
        else
        {
            await first;
        }

        await Assert.ThrowsAsync<XmppConnectionException>(() => second);
        var online = await _states.NextAsync<XmppState.Online>();
        Assert.False(online.IsResumed);
        Assert.NotNull(online.AwaySince);
        Assert.Equal("bot@localhost/r2", client.Address.ToString());
        Assert.Equal(["bot@localhost/r1", "bot@localhost/r2"], _setUps);
    }

    [Fact]
    public async Task A_server_that_has_handled_more_than_was_sent_is_left_for_a_new_session()
    {
        var client = await LogInAsync();
        var send = client.SendAsync(Text("m1"), TestTimeout.Token);
        await _server.ExpectAsync("m1</body></message>");

        _server.Reset();
        await ResumeAsync(handled: 7);
        await _server.LogInAsync(resumeId: "s2");

        await Assert.ThrowsAsync<XmppConnectionException>(() => send);
        Assert.False((await _states.NextAsync<XmppState.Online>()).IsResumed);
    }

    [Fact]
    public async Task A_server_that_sends_something_else_than_before_is_left_for_a_new_session()
    {
        var client = await LogInAsync();
        await _server.SendAsync(Incoming("a"));
        Assert.Equal("a", Body(await client.Received.ReadAsync(TestTimeout.Token)));

        _server.Reset();
        await ResumeAsync(handled: 0);
        await _server.SendAsync(Incoming("x"));
        Assert.Contains("<undefined-condition", await _server.Current.ExpectEndAsync(), StringComparison.Ordinal);
        await _server.LogInAsync(resumeId: "s2");
        await _server.SendAsync(Incoming("x"));

        Assert.Equal("x", Body(await client.Received.ReadAsync(TestTimeout.Token)));
    }

    [Fact]
    public async Task A_resumption_after_which_the_server_acknowledges_nothing_is_not_repeated()
    {
        var clock = new ManualClock();
        var client = await LogInAsync(o => o with { Time = clock, ResumptionWindow = TimeSpan.FromHours(1) });
        var send = client.SendAsync(Text("m1"), TestTimeout.Token);
        await _server.ExpectAsync("m1</body></message>");

        _server.Reset();
        await ResumeAsync(handled: 0);
        await _server.ExpectElementAsync("^<r");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), send);

        await Assert.ThrowsAsync<XmppConnectionException>(() => send);
    }

    [Fact]
    public async Task What_waits_is_told_when_the_session_can_not_be_resumed_any_more()
    {
        var clock = new ManualClock();
        var client = await LogInAsync(
            o => o with
            {
                Time = clock,
                ResumptionWindow = TimeSpan.FromSeconds(20),
                Reconnect = new XmppReconnect { FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) },
            });
        var send = client.SendAsync(Text("m1"), TestTimeout.Token);
        await _server.ExpectAsync("m1</body></message>");

        _server.Reset();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), send);

        await Assert.ThrowsAsync<XmppConnectionException>(() => send);
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.SendAsync(Text("m2"), TestTimeout.Token));
    }

    [Fact]
    public async Task Resumption_is_not_asked_for_when_it_is_switched_off()
    {
        var script = _server.AcceptAsync();
        var connecting = ConnectAsync(o => o with { UseResumption = false });
        var connection = await script;
        await connection.AuthenticateAsync(streamManagement: true);
        await connection.BindAsync();
        Assert.DoesNotContain("resume", await connection.ExpectElementAsync("^<enable"), StringComparison.Ordinal);
        await connection.SendAsync("<enabled xmlns='urn:xmpp:sm:3'/>");
        await connecting;
    }

    [Fact]
    public async Task Each_of_many_breaks_is_resumed()
    {
        const int breaks = 20;
        var client = await LogInAsync();
        var sends = new List<Task>();
        for (var i = 0u; i < breaks; i++)
        {
            sends.Add(client.SendAsync(Text($"m{i}"), TestTimeout.Token));
            await _server.ExpectAsync($"m{i}</body></message>");
            _server.Reset();
            await ResumeAsync(handled: i + (i % 2));   // every second time it had arrived
        }

        await _server.Current.AcknowledgeAsync(breaks);
        await Task.WhenAll(sends);
    }

    [Fact]
    public void Stanzas_that_come_again_across_the_wrap_are_recognised()
    {
        var counter = new HandledCounter(start: uint.MaxValue);
        var numbers = new[] { 1, 2, 3 }.Select(counter.Received).ToArray();
        counter.Handled(numbers[0]!.Value);

        Assert.Equal(0u, counter.BeginResumption());
        counter.Handled(numbers[1]!.Value);   // too late for the report
        counter.Resume();

        Assert.Null(counter.Received(2));
        Assert.Null(counter.Received(3));
        Assert.NotNull(counter.Received(4));
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

    private static string Incoming(string text) => $"<message id='{text}' from='a@localhost/x'><body>{text}</body></message>";

    private static string? Body(ReceivedStanza received) => Assert.IsType<Message>(received.Stanza).Body;

    private async Task<uint> ResumeAsync(uint handled)
    {
        var connection = await _server.AcceptAsync();
        await connection.AuthenticateAsync(streamManagement: true);
        var (id, h) = await connection.ExpectResumeAsync();
        Assert.Equal("s1", id);
        await connection.ResumeAsync(id, handled);
        return h;
    }

    private async Task<XmppClient> LogInAsync(Func<XmppClientOptions, XmppClientOptions>? change = null)
    {
        var script = _server.LogInAsync(resumeId: "s1");
        var client = await ConnectAsync(change);
        await script;
        return client;
    }

    private async Task<XmppClient> ConnectAsync(Func<XmppClientOptions, XmppClientOptions>? change)
    {
        var options = _server.Persistent with
        {
            StateChanged = _states.Add,
            SessionStarted = (session, _) =>
            {
                _setUps.Add(session.Address.ToString());
                return Task.CompletedTask;
            },
        };
        _client = new XmppClient(change?.Invoke(options) ?? options);
        await _client.ConnectAsync(TestTimeout.Token);
        await _states.NextAsync<XmppState.Online>();
        return _client;
    }
}
