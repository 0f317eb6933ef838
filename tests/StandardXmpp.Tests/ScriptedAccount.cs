using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>The account <c>bot@localhost/r1</c> at a server that says what a test tells it to.</summary>
public sealed class ScriptedAccount : IAsyncDisposable
{
    public const string Room = "team@rooms.localhost";

    private readonly ServiceProvider _services;

    private ScriptedAccount(ScriptedXmppServer server, ManualClock clock, ServiceProvider services)
    {
        (Server, Clock, _services) = (server, clock, services);
        var factory = services.GetRequiredService<IChatConnectorFactory>();
        Bot = factory.Create(Assert.Single(factory.Accounts));
    }

    public ScriptedXmppServer Server { get; }

    public ManualClock Clock { get; }

    public IChatConnector Bot { get; }

    /// <summary>An account that nobody has connected.</summary>
    public static ScriptedAccount Idle(params (string Key, string Value)[] settings)
    {
        var server = new ScriptedXmppServer();
        var values = new Dictionary<string, string?>
        {
            ["StandardXmpp:Server"] = server.Address.ToString(),
            ["StandardXmpp:Host"] = "localhost",
            ["StandardXmpp:Accounts:0:Username"] = "bot",
            ["StandardXmpp:Accounts:0:Password"] = "bot-password",
            ["StandardXmpp:PingInterval"] = "00:00:00",
            ["StandardXmpp:ConnectTimeout"] = "10:00:00",   // the clock of a test may run ahead of its sockets
        };
        foreach (var (key, value) in settings)
        {
            values[$"StandardXmpp:{key}"] = value;
        }

        var clock = new ManualClock();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddStandardXmpp(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
        return new ScriptedAccount(server, clock, services);
    }

    /// <summary>An account that is connected, in no room.</summary>
    public static async Task<ScriptedAccount> ReadyAsync(bool streamManagement = false, params (string Key, string Value)[] settings)
    {
        var account = Idle(settings);
        var connecting = account.Bot.ConnectAsync(TestTimeout.Token);
        await account.Server.LogInAsync(streamManagement);
        await account.SetUpAsync();
        await connecting;
        return account;
    }

    /// <summary>An account that is connected and in <see cref="Room"/>, where alice is too.</summary>
    public static async Task<ScriptedAccount> InRoomAsync(
        bool withAddresses = true, bool streamManagement = false, params (string Key, string Value)[] settings)
    {
        var account = await ReadyAsync(streamManagement, settings);
        var joining = account.Ask<JoinDialog, Done>(new JoinDialog { Account = account.Bot.Account, Dialog = new DialogRef(Room) });
        await account.LetInAsync(withAddresses);
        await joining;
        return account;
    }

    /// <summary>Plays what follows a login, and returns the presence.</summary>
    public async Task<string> SetUpAsync()
    {
        await AnswerAsync("urn:xmpp:carbons:2");
        var presence = await ExpectAsync("^<presence");
        await Server.Current.AnswerPingAsync();
        return presence;
    }

    /// <summary>The next element that the account says and that matches, written with single quotes.</summary>
    public async Task<string> ExpectAsync(string pattern) =>
        (await Server.ExpectElementAsync(pattern.Replace('\'', '"'))).Replace('"', '\'');

    /// <summary>Answers the next request that holds this, in the name of whom it is sent to.</summary>
    public async Task<string> AnswerAsync(string pattern, string payload = "")
    {
        var request = await ExpectAsync($"^<iq .*{pattern}");
        await Server.SendAsync($"<iq type='result'{Xml.Reply(request)}>{payload}</iq>");
        return request;
    }

    /// <summary>Refuses the next request that holds this.</summary>
    public async Task<string> RefuseAsync(string pattern, string condition)
    {
        var request = await ExpectAsync($"^<iq .*{pattern}");
        await Server.SendAsync($"<iq type='error'{Xml.Reply(request)}>{Xml.Error(condition)}</iq>");
        return request;
    }

    /// <summary>Answers the question what the room is: one that gives ids to messages.</summary>
    public Task DescribeRoomAsync() => AnswerAsync(
        "disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/></query>");

    /// <summary>The connection breaks, and the account makes a new one. The clock stands still again before anything is said on it.</summary>
    public async Task<ScriptedConnection> ComeBackAsync()
    {
        Server.Cut();
        var accepting = Server.AcceptAsync();
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), accepting);
        return await accepting;
    }

    /// <summary>Plays the room's part when the account joins; the room gives ids to messages.</summary>
    public async Task<string> LetInAsync(bool withAddresses = true)
    {
        await DescribeRoomAsync();
        var presence = await ExpectAsync($"^<presence .*{Room}/bot");
        await Server.SendAsync(Xml.Occupant("alice", withAddresses ? "alice@localhost/phone" : null) + Xml.Self());
        return presence;
    }

    public Task<TAnswer> Ask<TRequest, TAnswer>(TRequest request)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        Bot.Find<IAnswers<TRequest, TAnswer>>()!.AnswerAsync(request, TestTimeout.Token);

    public Task DoAsync<TCommand>(TCommand command)
        where TCommand : class, IAccountCommand =>
        Bot.Find<ICarriesOut<TCommand>>()!.SendAsync(command, TestTimeout.Token);

    /// <summary>What the account writes to the server when it carries out a command.</summary>
    public async Task<string> SentAsync<TCommand>(TCommand command)
        where TCommand : class, IAccountCommand
    {
        var sending = DoAsync(command);
        var sent = await ExpectAsync("^<message");
        await sending;
        return sent;
    }

    /// <summary>The server sends this, and the next event is of that kind.</summary>
    public async Task<TEvent> HearAsync<TEvent>(string stanza)
        where TEvent : class, IAccountEvent
    {
        await Server.SendAsync(stanza);
        return await NextAsync<TEvent>();
    }

    /// <summary>The next event, acknowledged.</summary>
    public async Task<TEvent> NextAsync<TEvent>()
        where TEvent : class, IAccountEvent => Assert.IsType<TEvent>(await NextAsync());

    /// <summary>The next event of whatever kind, acknowledged.</summary>
    public async Task<IAccountEvent> NextAsync()
    {
        var received = await Bot.Events.ReadAsync(TestTimeout.Token);
        received.Acknowledge();
        return received.Event;
    }

    /// <summary>The server sends this, and it becomes no event: the next one is what it sends afterwards.</summary>
    public async Task IgnoresAsync(string stanza)
    {
        var next = await HearAsync<MessageReceived>(
            stanza + "<message from='zoe@localhost/x' type='chat' id='next'><body>next</body></message>");
        Assert.Equal("next", next.Text);
    }

    public async ValueTask DisposeAsync()
    {
        Server.Cut();
        await Bot.DisposeAsync();
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
