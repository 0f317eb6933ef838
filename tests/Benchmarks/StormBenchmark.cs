using System.Diagnostics;
using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Benchmarks;

/// <summary>
/// 200 accounts of one process log in at once, at a sandbox in another process: how long until all of them are ready, and how much
/// memory an account costs that then does nothing. Once with our XMPP library alone, once with the connector of the product.
/// </summary>
internal static class StormBenchmark
{
    private const int Accounts = 200;
    private const int WarmUp = 20;
    private const string Password = "storm-password";

    // Without STARTTLS, whose certificate nobody here trusts, and which would be measured along.
    private static readonly string[] SandboxSettings =
    [
        "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", "--Sandbox:OfferStartTls=false", "--Sandbox:CreateUnknownUsers=true",
    ];

    public static async Task RunAsync()
    {
        using var sandbox = ChildProcess.Start("BotPlatform.Sandbox", SandboxSettings);
        var lines = await sandbox.WaitForLinesAsync(@"REST\s+(http://\S+)", @"over TCP\s+(\S+)");
        var api = new Uri(lines[0].Groups[1].Value);
        Uri[] servers = [new($"xmpp://{lines[1].Groups[1].Value}"), new($"ws://{api.Authority}/ws")];
        Console.WriteLine($"Storm: {Accounts} accounts of one process log in at once (aim: under 5 s, under 60 KB an idle account)");
        foreach (var server in servers)
        {
            await using var services = Services(api, server);
            var users = await SignUpAsync(services.GetRequiredService<ConnectyCubeRest>());
            using var limiter = new LoginLimiter(new ConnectyCubeOptions().MaxConcurrentLogins);
            await MeasureAsync($"library, {server.Scheme}", users, id => LogInAsync(server, id, limiter));
            var factory = services.GetRequiredService<ConnectyCubeConnectorFactory>();
            await MeasureAsync($"connector, {server.Scheme}", users, id => ConnectAsync(factory, id));
        }
    }

    private static async Task MeasureAsync(string name, IReadOnlyList<string> users, Func<string, Task<IAsyncDisposable>> logIn)
    {
        // Code is compiled and pools are filled by others than those who are measured.
        await DisposeAsync(await Task.WhenAll(users.Take(WarmUp).Select(logIn)));
        var (heap, resident) = Memory();
        var clock = Stopwatch.StartNew();
        var accounts = await Task.WhenAll(users.Select(logIn));
        var elapsed = clock.Elapsed;
        var (heapAfter, residentAfter) = Memory();
        Console.WriteLine($"  {name}: all ready after {elapsed.TotalSeconds:F2} s; an idle account costs "
            + $"{(heapAfter - heap) / 1e3 / Accounts:F1} KB of managed memory, {(residentAfter - resident) / 1e3 / Accounts:F1} KB resident");
        await DisposeAsync(accounts);
    }

    private static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private static Task DisposeAsync(IEnumerable<IAsyncDisposable> accounts) =>
        Task.WhenAll(accounts.Select(account => account.DisposeAsync().AsTask()));

    private static async Task<IAsyncDisposable> LogInAsync(Uri server, string id, LoginLimiter limiter) =>
        await XmppClient.ConnectAsync(new XmppClientOptions
        {
            Server = server,
            Host = "localhost",
            Credentials = XmppCredentials.Of($"{id}-1", Password),
            LoginLimiter = limiter,
            SessionStarted = (session, token) => session.PostAsync(new Presence(), token),
        });

    private static async Task<IAsyncDisposable> ConnectAsync(ConnectyCubeConnectorFactory factory, string id)
    {
        IChatConnector connector = factory.Create(new ConnectyCubeAccount { UserId = id, Password = Password });
        await connector.ConnectAsync(CancellationToken.None);
        return connector;
    }

    private static async Task<IReadOnlyList<string>> SignUpAsync(ConnectyCubeRest rest)
    {
        var users = new List<string>();
        for (var i = 0; i < Accounts; i++)
        {
            var session = await rest.Sessions.CreateAsync($"storm{i}", Password, CancellationToken.None);
            users.Add(session.UserId!.Value.ToString(CultureInfo.InvariantCulture));
        }

        return users;
    }

    private static ServiceProvider Services(Uri api, Uri chat) => new ServiceCollection().AddLogging()
        .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = api.ToString(),
            ["ConnectyCube:ChatUrl"] = chat.ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
        }).Build())
        .BuildServiceProvider();
}
