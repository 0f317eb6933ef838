using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.Interop.Tests.Vendor;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Bots;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>What the bot of a scene does when it is told to.</summary>
internal delegate Task<TResult> BotStep<TResult>(IBotContext bot, CancellationToken cancellationToken);

/// <summary>
/// The complete host in this process with a bot of the test's own, at a sandbox to which the vendor's clients come too. Dave,
/// whom no test uses otherwise, tells the bot when it is its turn.
/// </summary>
internal sealed class BotScene : IAsyncDisposable
{
    private readonly BotHostApplication _host;
    private readonly Script _script;
    private readonly ConcurrentQueue<BotAction> _steps;
    private readonly XmppClient _dave;
    private readonly TempDirectory _directory;

    private BotScene(
        SandboxServer sandbox, BotHostApplication host, Script script, ConcurrentQueue<BotAction> steps, XmppClient dave,
        TempDirectory directory) =>
        (Sandbox, _host, _script, _steps, _dave, _directory) = (sandbox, host, script, steps, dave, directory);

    public SandboxServer Sandbox { get; }

    /// <summary>Starts everything; the bot listens only, until it is told to do something.</summary>
    public static Task<BotScene> StartAsync(params string[] settings) =>
        StartAsync((_, _, _) => Task.CompletedTask, settings);

    /// <summary>Starts everything.</summary>
    /// <param name="act">What the bot does by itself with what it hears.</param>
    /// <param name="settings">Further settings of the host, <c>--Section:Key=value</c>.</param>
    public static async Task<BotScene> StartAsync(BotAction act, params string[] settings)
    {
        var steps = new ConcurrentQueue<BotAction>();
        var script = new Script((happened, bot, cancellationToken) =>
            IsTurn(happened) && steps.TryDequeue(out var step)
                ? step(happened, bot, cancellationToken)
                : act(happened, bot, cancellationToken));
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { HttpPort = 0, XmppPort = 0 }, cancellationToken: TestTimeout.Token);
        var directory = new TempDirectory();
        MassTransit.LogContext.Current = null; // of an earlier host in the same test class
        var host = await BotHostApplication.StartAsync(
            [.. Settings(sandbox), $"--Storage:ConnectionString=Data Source={directory.File("host.db")}", .. settings], TextWriter.Null, script.AddTo, TestTimeout.Token);
        var dave = await ConnectAsync(sandbox, new VendorUser(104, "dave"));
        var scene = new BotScene(sandbox, host, script, steps, dave, directory);
        await scene.NextStateAsync(ConnectionState.Ready);
        return scene;
    }

    /// <summary>A user with the vendor's client.</summary>
    public Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(ServerUnderTest.From(Sandbox), transport, user);

    /// <summary>A user with our library, who sees what the vendor's client does not show.</summary>
    public Task<XmppClient> ConnectWithLibraryAsync(VendorUser user) => ConnectAsync(Sandbox, user);

    /// <summary>The next event of that kind that the bot heard.</summary>
    public async Task<TEvent> HeardAsync<TEvent>()
        where TEvent : class, IAccountEvent
    {
        while (true)
        {
            if (await _script.NextAsync<TEvent>() is var happened && !IsTurn(happened))
            {
                return happened;
            }
        }
    }

    /// <summary>The next time the bot hears that its account is in that state.</summary>
    public async Task<ConnectionStateChanged> NextStateAsync(ConnectionState state)
    {
        while (true)
        {
            if (await HeardAsync<ConnectionStateChanged>() is var change && change.State == state)
            {
                return change;
            }
        }
    }

    /// <summary>Has the bot do something now. Its commands leave right after.</summary>
    /// <exception cref="RequestFailedException">What the bot got as an answer.</exception>
    public async Task<TResult> BotAsync<TResult>(BotStep<TResult> step)
    {
        var result = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _steps.Enqueue(async (_, bot, cancellationToken) =>
        {
            try
            {
                result.SetResult(await step(bot, cancellationToken));
            }
            catch (RequestFailedException refusal)
            {
                result.SetException(refusal);
            }
        });
        await _dave.SendAsync(Inbox.Text(Jid.Parse("100-1@localhost"), "your turn"), TestTimeout.Token);
        return await result.Task.WaitAsync(TestTimeout.Token);
    }

    /// <inheritdoc cref="BotAsync{TResult}(BotStep{TResult})"/>
    public Task BotAsync(Func<IBotContext, CancellationToken, Task> step) => BotAsync(async (bot, cancellationToken) =>
    {
        await step(bot, cancellationToken);
        return true;
    });

    /// <summary>The alerts that the sandbox would have sent to a user's phone.</summary>
    public async Task<JsonArray> AlertsAsync(int userId)
    {
        using var http = new HttpClient { BaseAddress = Sandbox.HttpUri };
        var alerts = await http.GetStringAsync($"/sandbox/alerts?user_id={userId}", TestTimeout.Token);
        return JsonNode.Parse(alerts)!["items"]!.AsArray();
    }

    /// <summary>Ends the host; the sandbox and the others stay.</summary>
    public Task StopHostAsync() => _host.Web.StopAsync(TestTimeout.Token);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _dave.DisposeAsync();
        await StopHostAsync();
        await _host.DisposeAsync();
        await Sandbox.DisposeAsync();
        _directory.Dispose();
    }

    private static Task<XmppClient> ConnectAsync(SandboxServer sandbox, VendorUser user) =>
        Inbox.OnlineAsync(new XmppClientOptions
        {
            Server = sandbox.WebSocketUri,
            Host = "localhost",
            Credentials = XmppCredentials.Of($"{user.Id}-1", user.Password),
        });

    private static bool IsTurn(IAccountEvent happened) => happened is MessageReceived { Sender.Id: "104" };

    private static string[] Settings(SandboxServer sandbox) =>
    [
        "--Urls=http://127.0.0.1:0",
        "--Sandbox:Enabled=false",
        "--Logging:LogLevel:Default=None",
        $"--ConnectyCube:ApiUrl={sandbox.HttpUri}",
        $"--ConnectyCube:ChatUrl={sandbox.WebSocketUri}",
        "--ConnectyCube:ChatHost=localhost",
        "--ConnectyCube:AppId=1",
        "--ConnectyCube:AuthKey=sandbox",
        "--ConnectyCube:Accounts:0:UserId=100",
        "--ConnectyCube:Accounts:0:Login=bot",
        "--ConnectyCube:Accounts:0:Password=bot-password",
        "--ConnectyCube:Reconnect:FirstDelay=00:00:00.020",
    ];
}
