using System.Diagnostics.Metrics;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Tests.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>What a connector says and hears, byte for byte.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private const string CommandId = "6b49d200e12c157c0051f399";   // of the command below

    private readonly ScriptedServer _server = new();
    private readonly ServiceProvider _services;
    private IChatConnector? _connector;

    public WireTests()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = "http://127.0.0.1:9",
            ["ConnectyCube:ChatUrl"] = _server.Options.Server.ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
        };
        _services = new ServiceCollection().AddLogging()
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Cut();
        if (_connector is not null)
        {
            await _connector.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task After_the_login_come_carbons_and_then_presence()
    {
        var connecting = BeginConnect();
        await _server.LogInAsync(streamManagement: true);

        var request = await _server.ExpectAsync("</iq>");
        Assert.Contains("""<enable xmlns="urn:xmpp:carbons:2"/></iq>""", request, StringComparison.Ordinal);
        await AnswerAsync(request, "result", "");
        await _server.ExpectAsync("<presence/>");
        _connector = await connecting;
    }

    [Fact]
    public async Task A_server_that_knows_no_carbons_will_do()
    {
        var connecting = BeginConnect();
        await _server.LogInAsync();
        var request = await _server.ExpectAsync("</iq>");

        await AnswerAsync(
            request, "error", "<error type='cancel'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");

        await _server.ExpectAsync("<presence/>");
        _connector = await connecting;
    }

    [Fact]
    public async Task A_message_goes_out_as_the_vendors_clients_write_it()
    {
        var bot = await ConnectAsync();

        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        var stanza = await _server.ExpectAsync("</message>");
        await _server.ExpectAsync("<r xmlns=\"urn:xmpp:sm:3\"/>");
        Assert.False(sending.IsCompleted);
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='3'/>");
        await sending.WaitAsync(TestTimeout.Token);

        Assert.Contains(
            $"""<message to="101-1@localhost" id="{CommandId}" type="chat"><body>hi</body><extraParams><save_to_history>1</save_to_history><date_sent>""",
            stanza,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel", "service-unavailable", typeof(ConnectorRefusedException))]
    [InlineData("wait", "resource-constraint", typeof(ConnectorException))]
    public async Task A_message_that_comes_back_fails_the_send(string type, string condition, Type expected)
    {
        var bot = await ConnectAsync();
        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        await _server.ExpectAsync("</message>");

        // In one packet, so that the acknowledgement is at the client's heels.
        await _server.SendAsync($"""
            <message type='error' id='{CommandId}' from='101-1@localhost' to='100-1@localhost/r1'><body>hi</body>
              <error code='503' type='{type}'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
                <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Service not available.</text></error>
            </message><a xmlns='urn:xmpp:sm:3' h='3'/>
            """);

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(() => sending.WaitAsync(TestTimeout.Token));
        Assert.IsType(expected, error);
        Assert.Contains($"{condition} (Service not available.)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_after_the_acknowledgement_comes_too_late_and_harms_nobody()
    {
        using var ignored = new CountedMessages(_services.GetRequiredService<IMeterFactory>());
        var bot = await ConnectAsync();
        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        await _server.ExpectAsync("</message>");
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='3'/>");
        await sending.WaitAsync(TestTimeout.Token);

        await _server.SendAsync($"<message type='error' id='{CommandId}' from='101-1@localhost'><error type='cancel'/></message>");
        await _server.SendAsync(Hello("m1"));

        Assert.Equal("m1", (await bot.NextAsync<MessageReceived>()).MessageId);
        Assert.Equal(1, ignored.Count("connectycube.messages.refused", "undefined-condition"));
    }

    [Fact]
    public async Task A_send_that_is_cut_off_is_worth_a_repetition()
    {
        var bot = await ConnectAsync();
        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        await _server.ExpectAsync("</message>");

        _server.Cut();

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => sending.WaitAsync(TestTimeout.Token)));
        Assert.IsType<ConnectorException>(
            await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.Completion.WaitAsync(TestTimeout.Token)));
    }

    [Fact]
    public async Task Junk_costs_itself_alone_is_counted_and_is_acknowledged()
    {
        using var counted = new CountedMessages(_services.GetRequiredService<IMeterFactory>());
        var bot = await ConnectAsync();

        await _server.SendAsync(
            "<message type='chat' from='@' id='j1'><body>x</body></message>"
            + "<message type='chat' id='j2'><body>x</body></message>"
            + "<message type='chat' from='100-1@localhost' id='j3'><sent xmlns='urn:xmpp:carbons:2'/></message>"
            + "<message type='chat' from='7@elsewhere.example/x' id='j4'><body>x</body></message>"
            + "<message type='headline' from='101-1@localhost' id='j5'><body>x</body></message>"
            + "<message/><presence from='101-1@localhost'/><whatever xmlns='urn:x'/>"
            + Hello("m1"));
        var heard = await bot.Events.ReadAsync(TestTimeout.Token);
        await _server.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"8\"/>");
        heard.Acknowledge();
        await _server.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"9\"/>");

        Assert.Equal("m1", ((MessageReceived)heard.Event).MessageId);
        Assert.Equal(3, counted.Count("connectycube.messages.ignored", "Malformed"));
        Assert.Equal(1, counted.Count("connectycube.messages.ignored", "Stranger"));
        Assert.Equal(1, counted.Count("connectycube.messages.ignored", "Unhandled"));
        Assert.Equal(1, counted.Count("connectycube.events", "MessageReceived"));
    }

    private static string Hello(string id) =>
        $"<message type='chat' from='101-1@localhost/phone' to='100-1@localhost' id='{id}'><body>hello</body></message>";

    private static SendMessage Command(IChatConnector bot) => new()
    {
        CommandId = "command-1",
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
        Account = bot.Account,
        Dialog = new DialogRef("101"),
        Text = "hi",
    };

    private Task<IChatConnector> BeginConnect() => _services.GetRequiredService<ConnectyCubeConnectorFactory>()
        .ConnectAsync(new ConnectyCubeAccount { UserId = "100", Password = "secret" }, TestTimeout.Token);

    private async Task<IChatConnector> ConnectAsync()
    {
        var connecting = BeginConnect();
        await _server.LogInAsync(streamManagement: true);
        await AnswerAsync(await _server.ExpectAsync("</iq>"), "result", "");
        await _server.ExpectAsync("<presence/>");
        return _connector = await connecting;
    }

    private Task AnswerAsync(string request, string type, string payload)
    {
        var id = request[(request.IndexOf("id=\"", StringComparison.Ordinal) + 4)..];
        return _server.SendAsync($"<iq type='{type}' id='{id[..id.IndexOf('"', StringComparison.Ordinal)]}'>{payload}</iq>");
    }

    private sealed class CountedMessages : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<(string Instrument, string Tag), long> _counts = [];
        private readonly Lock _gate = new();

        public CountedMessages(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var key = (instrument.Name, tags.Length == 0 ? "" : tags[0].Value!.ToString()!);
                lock (_gate)
                {
                    _counts[key] = _counts.GetValueOrDefault(key) + value;
                }
            });
            _listener.Start();
        }

        public long Count(string instrument, string tag)
        {
            lock (_gate)
            {
                return _counts.GetValueOrDefault((instrument, tag));
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
