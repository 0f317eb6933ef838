using System.Text;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Tests.Streams;

namespace BotPlatform.Xmpp.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private XmppClient? _client;

    [Fact]
    public async Task Messages_arrive_in_order_with_everything_in_them()
    {
        var client = await LogInAsync();
        await _server.SendAsync("<message from='a@localhost/x' type='chat' id='1'><body>one</body></message>"
            + "<message from='a@localhost/x' type='groupchat'><body>two</body></message>");

        var first = Assert.IsType<Message>((await client.Received.ReadAsync(TestTimeout.Token)).Stanza);
        var second = Assert.IsType<Message>((await client.Received.ReadAsync(TestTimeout.Token)).Stanza);

        Assert.Equal(("one", "1", MessageType.Chat), (first.Body, first.Id, first.Type));
        Assert.Equal(("two", MessageType.GroupChat), (second.Body, second.Type));
    }

    [Fact]
    public async Task A_request_gets_the_answer_with_its_id_from_whom_it_asked()
    {
        var client = await LogInAsync();
        var request = client.RequestAsync(
            new Iq { Type = IqType.Get, Id = "q1", To = Jid.Parse("room@localhost"), Payload = Query }, TestTimeout.Token);
        await _server.ExpectAsync("</iq>");

        await _server.SendAsync("<iq type='result' id='q2' from='room@localhost'/>"
            + "<iq type='result' id='q1' from='evil@localhost'/>"
            + "<iq type='get' id='q1' from='room@localhost'><query xmlns='urn:q'/></iq>"
            + "<message id='q1' from='room@localhost'/>"
            + "<iq type='result' id='q1' from='room@localhost'><query xmlns='urn:q'>right</query></iq>");

        Assert.Equal("right", (await request).Payload!.Text);
    }

    [Fact]
    public async Task A_result_that_nobody_waits_for_is_received()
    {
        var client = await LogInAsync();

        await _server.SendAsync("<iq type='result' id='e1' from='a@localhost'><query xmlns='urn:q'>told</query></iq>");

        var iq = Assert.IsType<Iq>((await client.Received.ReadAsync(TestTimeout.Token)).Stanza);
        Assert.Equal(("e1", "told"), (iq.Id, iq.Payload!.Text));
    }

    [Fact]
    public async Task A_refused_request_says_why()
    {
        var client = await LogInAsync();
        var request = client.RequestAsync(new Iq { Type = IqType.Get, Id = "q1", Payload = Query }, TestTimeout.Token);
        await _server.ExpectAsync("</iq>");
        await _server.SendAsync("<iq type='error' id='q1'><query xmlns='urn:q'/><error type='cancel' code='404'>"
            + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");

        var error = await Assert.ThrowsAsync<XmppStanzaException>(() => request);

        Assert.Equal(new StanzaError("item-not-found", "cancel", null, 404), error.Error);
    }

    [Fact]
    public async Task A_ping_without_an_answer_times_out()
    {
        var clock = new ManualClock();
        var client = await LogInAsync(o => o with { Time = clock, RequestTimeout = TimeSpan.FromSeconds(5) });
        var ping = client.PingAsync(TestTimeout.Token);
        Assert.Contains("to=\"localhost\"", await _server.ExpectAsync("<ping xmlns=\"urn:xmpp:ping\"/></iq>"), StringComparison.Ordinal);

        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), ping);

        await Assert.ThrowsAsync<XmppConnectionException>(() => ping);
    }

    [Fact]
    public async Task A_ping_of_the_server_is_answered_and_an_unknown_request_refused()
    {
        await LogInAsync();

        await _server.SendAsync("<iq type='get' id='p1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"
            + "<iq type='get' id='p2' from='a@localhost/x'><query xmlns='jabber:iq:version'/></iq>");

        Assert.EndsWith(
            "<iq to=\"localhost\" id=\"p1\" type=\"result\"/>", await _server.ExpectAsync("\"result\"/>"), StringComparison.Ordinal);
        Assert.Contains("service-unavailable", await _server.ExpectAsync("</iq>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<message from='@broken'><body>x</body></message>")]
    [InlineData("<iq id='1' type='neither'/>")]
    [InlineData("<iq type='get'/>")]
    [InlineData("<unknown xmlns='urn:unknown'/>")]
    public async Task A_malformed_stanza_costs_only_itself(string stanza)
    {
        var client = await LogInAsync();

        await _server.SendAsync(stanza + "<message from='a@localhost'><body>next</body></message>");

        var next = Assert.IsType<Message>((await client.Received.ReadAsync(TestTimeout.Token)).Stanza);
        Assert.Equal("next", next.Body);
    }

    [Theory]
    [InlineData("<message><body>&bomb;</body></message>", "restricted-xml")]
    [InlineData("<!DOCTYPE x>", "restricted-xml")]
    [InlineData("<message></oops></message>", "not-well-formed")]
    [InlineData("<message></presence>", "not-well-formed")]
    [InlineData("rubbish", "not-well-formed")]
    public async Task Malformed_XML_ends_the_stream_with_an_error_to_the_server(string xml, string condition)
    {
        var client = await LogInAsync();

        await _server.SendAsync(xml);

        Assert.Contains($"<{condition}", await _server.ExpectAsync("</stream:stream>"), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<XmppFormatException>(() => client.Completion);
        Assert.Equal(condition, error.StreamErrorCondition);
    }

    [Fact]
    public async Task Invalid_UTF_8_ends_the_stream()
    {
        var client = await LogInAsync();

        await _server.SendAsync([.. "<message><body>"u8, 0xFF, 0xFE, .. "</body></message>"u8]);

        await Assert.ThrowsAsync<XmppFormatException>(() => client.Completion);
    }

    [Fact]
    public async Task A_stanza_of_ten_megabytes_ends_the_stream()
    {
        var client = await LogInAsync();
        var chunk = new string('x', 1024 * 1024);

        await _server.SendAsync("<message><body>");
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await _server.SendAsync(chunk);
            }

            await _server.ExpectAsync("never");
        });

        var error = await Assert.ThrowsAsync<XmppFormatException>(() => client.Completion);
        Assert.Equal("policy-violation", error.StreamErrorCondition);
    }

    [Fact]
    public async Task Half_a_stanza_and_then_silence_ends_the_connection()
    {
        var clock = new ManualClock();
        var client = await LogInAsync(o => o with { Time = clock });

        await _server.SendAsync("<message><body>half");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(30), client.Completion);

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
        Assert.Contains("middle of an element", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_went_silent_is_pinged_and_then_left()
    {
        var clock = new ManualClock();

        // The clock may run far ahead of the sockets before the ping is out.
        var client = await LogInAsync(o => o with
        {
            Time = clock,
            PingInterval = TimeSpan.FromSeconds(60),
            RequestTimeout = TimeSpan.FromDays(1),
        });

        var ping = _server.ExpectAsync("<ping xmlns=\"urn:xmpp:ping\"/>");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), ping);
        await ping;
        await clock.AdvanceUntilAsync(TimeSpan.FromHours(1), client.Completion);

        await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
    }

    [Fact]
    public async Task Our_own_silence_is_broken_by_a_space()
    {
        var clock = new ManualClock();
        await LogInAsync(o => o with { Time = clock, KeepAliveInterval = TimeSpan.FromSeconds(30) });

        var space = _server.ExpectAsync(" ");
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(10), space);

        Assert.EndsWith(" ", await space, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_connection_ends_everything_that_waits()
    {
        var client = await LogInAsync();
        var request = client.RequestAsync(new Iq { Type = IqType.Get, Payload = Query }, TestTimeout.Token);
        await _server.ExpectAsync("</iq>");

        _server.Cut();

        await Assert.ThrowsAsync<XmppConnectionException>(() => request);
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.SendAsync(new Message(), TestTimeout.Token));
    }

    [Fact]
    public async Task A_stream_error_is_named()
    {
        var client = await LogInAsync();

        await _server.SendAsync("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");

        var error = await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
        Assert.Equal("conflict", error.StreamErrorCondition);
    }

    [Fact]
    public async Task A_goodbye_of_the_server_is_returned()
    {
        var client = await LogInAsync();

        await _server.SendAsync("</stream:stream>");

        await _server.ExpectAsync("</stream:stream>");
        await Assert.ThrowsAsync<XmppConnectionException>(() => client.Completion);
    }

    [Fact]
    public async Task A_disconnect_says_goodbye_and_is_no_error()
    {
        var client = await LogInAsync();
        await client.PostAsync(new Message { To = Jid.Parse("a@localhost") }.WithBody("last"), TestTimeout.Token);

        var disconnect = client.DisconnectAsync();
        Assert.Contains("last", await _server.ExpectAsync("</stream:stream>"), StringComparison.Ordinal);
        await _server.SendAsync("</stream:stream>");

        await disconnect;
        await client.Completion;
        await client.DisposeAsync();
        await client.Received.Completion;
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_text_that_XML_cannot_carry_costs_only_its_sender()
    {
        var client = await LogInAsync();

        await Assert.ThrowsAsync<XmppFormatException>(() => client.SendAsync(new Message().WithBody("\0"), TestTimeout.Token));
        await Assert.ThrowsAsync<XmppFormatException>(
            () => client.SendAsync(new Message().WithBody(new string('x', 300_000)), TestTimeout.Token));
        await client.SendAsync(new Message().WithBody("fine"), TestTimeout.Token);

        var seen = await _server.ExpectAsync("</message>");
        Assert.EndsWith("<message><body>fine</body></message>", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_stops_the_socket_and_loses_nothing()
    {
        var client = await LogInAsync(o => o with { ReceiveCapacity = 4 });
        var many = new StringBuilder();
        for (var i = 0; i < 100; i++)
        {
            many.Append($"<message from='a@localhost'><body>{i}</body></message>");
        }

        await _server.SendAsync(many.ToString());

        for (var i = 0; i < 100; i++)
        {
            var message = (Message)(await client.Received.ReadAsync(TestTimeout.Token)).Stanza;
            Assert.Equal($"{i}", message.Body);
        }
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

    private static Element Query => new(new XmlName("urn:q", "query"));

    private async Task<XmppClient> LogInAsync(Func<XmppClientOptions, XmppClientOptions>? change = null)
    {
        var script = _server.LogInAsync();
        _client = await XmppClient.ConnectAsync(
            change?.Invoke(_server.Options) ?? _server.Options, cancellationToken: TestTimeout.Token);
        await script;
        return _client;
    }
}
