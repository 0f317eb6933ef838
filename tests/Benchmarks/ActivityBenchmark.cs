using System.Diagnostics;
using System.Globalization;
using BotPlatform.BotHost.Activity.Looking;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Benchmarks;

/// <summary>
/// Looks for 10,000 watched users as fast as it goes, over the sandbox in another process; beside it, the same requests with nothing around them.
/// </summary>
internal static class ActivityBenchmark
{
    private const int Users = 10_000;
    private const int Rounds = 2;
    private const int AtOnce = 16;

    public static async Task RunAsync()
    {
        await using var sandbox = await RunningSandbox.StartAsync("--Sandbox:SessionQueueLimit=1000000");
        await using (var alice = await XmppClient.ConnectAsync(new XmppClientOptions
        {
            Server = sandbox.WebSocket,
            Host = "localhost",
            Credentials = XmppCredentials.Of("101-1", "alice-password"),
        }))
        {
            await alice.PostAsync(new Presence());
        }

        await using var backends = await Backends.StartAsync();
        foreach (var way in Backends.Ways.Take(2))
        {
            Console.WriteLine($"Last activity of {Users:N0} users, {way}");
            await MeasureAsync(sandbox, await backends.SettingsAsync(way));
        }
    }

    private static async Task MeasureAsync(RunningSandbox sandbox, string[] settings)
    {
        using var directory = new TempDirectory();
        MassTransit.LogContext.Current = null;
        await using var host = await BotHostApplication.StartAsync(
            [
                "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. sandbox.HostSettings(sandbox.WebSocket),
                $"--Storage:ConnectionString=Data Source={directory.File("host.db")}", .. settings,
                "--Activity:Rate=0", "--Activity:UseSubscriptions=false", "--Activity:Turn=1.00:00:00", "--Activity:Interval=7.00:00:00",
                "--Activity:Watch:0:HasTalkedTo=*", "--Activity:Watch:0:InactiveAfter:0=3.00:00:00",
            ],
            TextWriter.Null,
            services =>
            {
                foreach (var factory in services.Where(service => service.ServiceType == typeof(IChatConnectorFactory)).ToList())
                {
                    services.Remove(factory);
                    services.AddSingleton<IChatConnectorFactory>(provider => new AliasingFactory(
                        (IChatConnectorFactory)(factory.ImplementationFactory?.Invoke(provider)
                            ?? ActivatorUtilities.CreateInstance(provider, factory.ImplementationType!)),
                        "101"));
                }
            },
            CancellationToken.None);
        var services = host.Web.Services;
        var connection = services.GetRequiredService<AccountConnections>().All.Single();
        await connection.Settled;
        var (account, store) = (connection.Account, services.GetRequiredService<ActivityStore>());
        string[] ids = [.. Enumerable.Range(0, Users).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1_000_000 + i}"))];
        foreach (var some in ids.Chunk(500))
        {
            await store.AddAsync(account, [.. some.Select(id => new NewWatch(id, "talked", TimeProvider.System.GetUtcNow()))], CancellationToken.None);
        }

        var requests = services.GetRequiredService<RequestService>();
        var poller = services.GetRequiredService<ActivityPoller>();
        for (var round = 0; round < Rounds; round++)
        {
            await MeasureAsync("floor: requests alone", () => Parallel.ForEachAsync(
                ids,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (id, token) => await requests.AnswerAsync(new GetLastActivity { Account = account, User = new UserRef(id) }, token)));
            await store.HastenAsync(account, ids, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            await MeasureAsync("looking for users    ", async () =>
            {
                while (await poller.RunDueAsync(account, CancellationToken.None))
                {
                }
            });
            await store.HastenAsync(account, ids, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            await MeasureAsync("the database alone   ", () => ReadAndWriteAsync(store, account));
        }
    }

    // What a look reads and writes, without asking anybody.
    private static async Task ReadAndWriteAsync(ActivityStore store, AccountRef account)
    {
        var now = TimeProvider.System.GetUtcNow();
        while (await store.FindDueAsync(account, now, 512, CancellationToken.None) is { Count: > 0 } due)
        {
            var known = await store.FindAsync(account, [.. due.Select(user => user.Id)], CancellationToken.None);
            await store.SaveAsync(account, [.. known.Select(user => user with { NextLook = now.AddDays(1) })], CancellationToken.None);
        }
    }

    private static async Task MeasureAsync(string what, Func<Task> act)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (live, allocated, cpu) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(), process.TotalProcessorTime);
        var clock = Stopwatch.StartNew();
        await act();
        var elapsed = clock.Elapsed;
        process.Refresh();
        Console.WriteLine($"  {what}: {Users / elapsed.TotalSeconds:N0} users/s, {elapsed.TotalMicroseconds / Users:N0} us and "
            + $"{(process.TotalProcessorTime - cpu).TotalMicroseconds / Users:N0} us of CPU a user, "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / Users:N0} bytes allocated a user, "
            + $"{(GC.GetTotalMemory(forceFullCollection: true) - live) / 1024:N0} KB more on the heap after it");
    }
}
