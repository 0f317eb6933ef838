using System.Diagnostics.Metrics;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>What a connector says and hears, byte for byte.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private const string CommandId = "6b49d200e12c157c0051f399";   // of the command below

    private readonly ScriptedXmppServer _server = new();
    private readonly ServiceProvider _services;
    private IChatConnector? _connector;

    public WireTests()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = "http://127.0.0.1:9",
            ["ConnectyCube:ChatUrl"] = _server.Address.ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
            ["ConnectyCube:PingInterval"] = "00:00:00",
            ["ConnectyCube:Reconnect:FirstDelay"] = "00:00:00.010",
        };
        _services = new ServiceCollection().AddLogging()
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
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
    public async Task After_the_login_come_carbons_and_then_presence_and_the_servers_word_that_it_has_heard_it()
    {
        var connecting = BeginConnect();
        await _server.LogInAsync(streamManagement: true);

        var request = await _server.ExpectAsync("</iq>");
        Assert.Contains("""<enable xmlns="urn:xmpp:carbons:2"/></iq>""", request, StringComparison.Ordinal);
        await AnswerAsync(request, "result", "");
        await _server.ExpectAsync("<presence/>");
        var ping = await _server.ExpectAsync("</iq>");
        Assert.Contains(" to=\"localhost\" ", ping, StringComparison.Ordinal);
        Assert.EndsWith("""type="get"><ping xmlns="urn:xmpp:ping"/></iq>""", ping, StringComparison.Ordinal);
        await AnswerAsync(ping, "result", "");
        await connecting;
    }

    [Fact]
    public async Task A_group_that_is_joined_because_of_what_the_login_brings_is_asked_when_the_login_is_through()
    {
        const string room = "1_5f0000000000000000000a01@muc.localhost/100";
        var connecting = BeginConnect();
        await BeginSetUpAsync();
        await _server.SendAsync($"<message type='groupchat' from='{room.Replace("/100", "/101", StringComparison.Ordinal)}' id='m1'><body>hi</body></message>");
        await _connector!.NextAsync<MessageReceived>();

        var joining = _connector!.AskAsync<JoinDialog, Done>(
            new JoinDialog { Account = _connector!.Account, Dialog = new DialogRef("5f0000000000000000000a01") });
        Assert.False(connecting.IsCompleted);
        await _server.Current.AnswerPingAsync();
        Assert.Contains($"to=\"{room}\"", await _server.ExpectAsync("</presence>"), StringComparison.Ordinal);
        await _server.SendAsync($"""
            <presence from='{room}'><x xmlns='http://jabber.org/protocol/muc#user'>
              <item affiliation='member' role='participant'/><status code='110'/></x></presence>
            """);

        await joining.WaitAsync(TestTimeout.Token);
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
        await _server.Current.AnswerPingAsync();
        await connecting;
    }

    [Fact]
    public async Task M41_a_message_goes_out_as_the_vendors_clients_write_it_and_is_sent_when_the_server_has_it()
    {
        var bot = await ConnectAsync();

        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        var stanza = await _server.ExpectAsync("</message>");
        await _server.ExpectAsync("<r xmlns=\"urn:xmpp:sm:3\"/>");
        Assert.False(sending.IsCompleted);
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='4'/>");
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
            </message><a xmlns='urn:xmpp:sm:3' h='4'/>
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
        await _server.SendAsync("<a xmlns='urn:xmpp:sm:3' h='4'/>");
        await sending.WaitAsync(TestTimeout.Token);

        await _server.SendAsync($"<message type='error' id='{CommandId}' from='101-1@localhost'><error type='cancel'/></message>");
        await _server.SendAsync(Hello("m1"));

        Assert.Equal("m1", (await bot.NextAsync<MessageReceived>()).MessageId);
        Assert.Equal(1, ignored.Count("connectycube.messages.refused", "undefined-condition"));
    }

    [Fact]
    public async Task M41_a_send_that_is_cut_off_is_worth_a_repetition()
    {
        var bot = await ConnectAsync();
        var sending = bot.SendAsync(Command(bot), TestTimeout.Token);
        await _server.ExpectAsync("</message>");

        _server.Cut();

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => sending.WaitAsync(TestTimeout.Token)));
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
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"9\"/>");
        heard.Acknowledge();
        await _server.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await _server.ExpectAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"10\"/>");

        Assert.Equal("m1", ((MessageReceived)heard.Event).MessageId);
        Assert.Equal(3, counted.Count("connectycube.messages.ignored", "Malformed"));
        Assert.Equal(1, counted.Count("connectycube.messages.ignored", "Stranger"));
        Assert.Equal(1, counted.Count("connectycube.messages.ignored", "Unhandled"));
        Assert.Equal(1, counted.Count("connectycube.events", "MessageReceived"));
    }

    [Fact]
    public async Task M74_a_blocked_account_learns_it_from_every_command()
    {
        var bot = await ConnectAsync();
        var sending = bot.CarryOutAsync(new DeleteMessage
        {
            CommandId = "command-1",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
            Account = bot.Account,
            Dialog = new DialogRef("101"),
            MessageId = "5f0000000000000000000001",
        });
        await _server.ExpectAsync("</message>");

        await _server.SendAsync($"""
            <message type='error' id='{CommandId}' from='101-1@localhost'>
              <error code='503' type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
            </message><a xmlns='urn:xmpp:sm:3' h='4'/>
            """);

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => sending.WaitAsync(TestTimeout.Token));
        Assert.Equal("service-unavailable", error.Reason);
    }

    [Fact]
    public async Task M42_a_markable_message_is_marked_delivered_after_its_acknowledgement_and_never_before()
    {
        var bot = await ConnectAsync();
        await _server.SendAsync(Hello("m0", "<markable xmlns='urn:xmpp:chat-markers:0'/>") + Hello("m1", "<extraParams><markable>1</markable></extraParams>"));
        var first = await bot.Events.ReadAsync(TestTimeout.Token);
        var second = await bot.Events.ReadAsync(TestTimeout.Token);

        second.Acknowledge();
        var marker = await _server.ExpectAsync("</message>");
        first.Acknowledge();
        var next = await _server.ExpectAsync("</message>");

        Assert.Contains("to=\"101-1@localhost\"", marker, StringComparison.Ordinal);
        Assert.Contains("""<received xmlns="urn:xmpp:chat-markers:0" id="m1"/>""", marker, StringComparison.Ordinal);
        Assert.Contains("""<received xmlns="urn:xmpp:chat-markers:0" id="m0"/>""", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M06_after_a_new_login_everything_is_as_before_and_the_gap_is_told()
    {
        const string group = "5f0000000000000000000a01";
        var bot = await ConnectAsync();
        await _server.SendAsync($"<message type='groupchat' from='1_{group}@muc.localhost/101' id='m1'><body>hi</body></message>");
        await bot.NextAsync<MessageReceived>();
        var joining = bot.AskAsync<JoinDialog, Done>(new JoinDialog { Account = bot.Account, Dialog = new DialogRef(group) });
        await _server.ExpectAsync("</presence>");
        await _server.SendAsync($"""
            <presence from='1_{group}@muc.localhost/100'><x xmlns='http://jabber.org/protocol/muc#user'>
              <item affiliation='member' role='participant'/><status code='110'/></x></presence>
            """);
        await joining.WaitAsync(TestTimeout.Token);
        await AnsweredAsync(bot.AskAsync<WatchActivity, Done>(new WatchActivity { Account = bot.Account, User = new UserRef("101") }));
        await AnsweredAsync(bot.AskAsync<SetActivity, Done>(new SetActivity { Account = bot.Account, IsActive = false }));

        _server.Cut();
        await BeginSetUpAsync();
        var join = await _server.ExpectAsync("</presence>");
        var watch = await _server.ExpectAsync("</iq>");
        await AnswerAsync(watch, "result", "");
        var inactive = await _server.ExpectAsync("</iq>");
        await AnswerAsync(inactive, "result", "");
        await _server.Current.AnswerPingAsync();
        var gap = await bot.NextAsync<GapDetected>();

        Assert.Contains($"to=\"1_{group}@muc.localhost/100\"", join, StringComparison.Ordinal);
        Assert.Contains("user_jid=\"101-1@localhost\" enable=\"true\"", watch, StringComparison.Ordinal);
        Assert.Contains("""<mobile xmlns="http://tigase.org/protocol/mobile#v2" enable="true"/>""", inactive, StringComparison.Ordinal);
        Assert.True(gap.Since <= gap.Until);
        await bot.NextStatusAsync(ConnectionState.Reconnecting);
        await bot.NextStatusAsync(ConnectionState.Authenticated);
        Assert.Equal(await bot.NextStatusAsync(ConnectionState.Ready), bot.Status);
    }

    [Fact]
    public async Task M64_the_server_may_also_say_it_in_a_request()
    {
        var bot = await ConnectAsync();
        await AnsweredAsync(bot.AskAsync<WatchActivity, Done>(new WatchActivity { Account = bot.Account, User = new UserRef("101") }));

        await _server.SendAsync("<iq type='set' id='n1' from='101-1@localhost'><query xmlns='jabber:iq:last' seconds='0'/></iq>");
        await _server.ExpectAsync("id=\"n1\" type=\"result\"");

        Assert.Equal(new UserRef("101"), (await bot.NextAsync<LastActivityObserved>()).User);
    }

    [Theory]
    [InlineData("from='100-1@localhost'", "<list name='spam'/>", "result")]
    [InlineData("from='101-1@localhost'", "<list name='spam'/>", "error")]
    public async Task A_privacy_list_that_changed_elsewhere_is_confirmed_to_the_server_alone(string from, string list, string type)
    {
        await ConnectAsync();

        await _server.SendAsync($"<iq type='set' id='p1' {from}><query xmlns='jabber:iq:privacy'>{list}</query></iq>");

        Assert.Contains($"id=\"p1\" type=\"{type}\"", await _server.ExpectAsync($"type=\"{type}\""), StringComparison.Ordinal);
    }

    private async Task AnsweredAsync(Task asking)
    {
        await AnswerAsync(await _server.ExpectAsync("</iq>"), "result", "");
        await asking.WaitAsync(TestTimeout.Token);
    }

    private static string Hello(string id, string payloads = "") =>
        $"<message type='chat' from='101-1@localhost/phone' to='100-1@localhost' id='{id}'><body>hello</body>{payloads}</message>";

    private static SendMessage Command(IChatConnector bot) => new()
    {
        CommandId = "command-1",
        CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
        Account = bot.Account,
        Dialog = new DialogRef("101"),
        Text = "hi",
    };

    private Task BeginConnect()
    {
        _connector = _services.GetRequiredService<ConnectyCubeConnectorFactory>()
            .Create(new ConnectyCubeAccount { UserId = "100", Password = "secret" });
        return _connector.ConnectAsync(TestTimeout.Token);
    }

    private async Task<IChatConnector> ConnectAsync()
    {
        var connecting = BeginConnect();
        await SetUpAsync();
        await connecting;
        return _connector!;
    }

    private async Task SetUpAsync()
    {
        await BeginSetUpAsync();
        await _server.Current.AnswerPingAsync();
    }

    private async Task BeginSetUpAsync()
    {
        await _server.LogInAsync(streamManagement: true);
        await AnswerAsync(await _server.ExpectAsync("</iq>"), "result", "");
        await _server.ExpectAsync("<presence/>");
    }

    private Task AnswerAsync(string request, string type, string payload)
    {
        var id = request[(request.IndexOf("id=\"", StringComparison.Ordinal) + 4)..];
        return _server.SendAsync($"<iq type='{type}' id='{id[..id.IndexOf('"', StringComparison.Ordinal)]}'>{payload}</iq>");
    }
}
