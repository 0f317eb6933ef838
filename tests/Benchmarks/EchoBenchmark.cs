using System.Diagnostics;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Benchmarks;

/// <summary>
/// Four users write to a bot, 64 messages each on the way at a time, and then 200 a second. The bot is the complete host (sandbox,
/// connector, bus, bot, send service, in one process), and beside it, in the same run, a loop over our XMPP library alone with the
/// sandbox in another process.
/// </summary>
internal static class EchoBenchmark
{
    private const int Bot = 100;
    private const int Window = 64;
    private const int MessagesAUser = 10_240;
    private static readonly int[] Users = [101, 102, 103, 104];

    // Without STARTTLS, whose certificate nobody here trusts, and which would be measured along.
    private static readonly string[] SandboxSettings =
        ["--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", "--Sandbox:OfferStartTls=false"];

    public static async Task RunAsync()
    {
        Console.WriteLine($"Echo: {Users.Length} users, {Window} messages each on the way, {MessagesAUser * Users.Length:N0} in all");
        await MeasureHostAsync();
        await MeasureLibraryAsync();
    }

    private static async Task MeasureHostAsync()
    {
        using var host = ChildProcess.Start("BotPlatform.BotHost", ["--Urls=http://127.0.0.1:0", .. SandboxSettings]);
        var server = new Uri((await host.WaitForLineAsync(@"(xmpp://\S+)")).Groups[1].Value);
        Console.WriteLine($"  host: start to ready {host.SinceStart.TotalSeconds:F2} s");
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        Console.WriteLine($"  host: idle {host.ResidentMegabytes:F0} MB");
        await MeasureAsync("host", server, "!echo ", host);
    }

    private static async Task MeasureLibraryAsync()
    {
        using var sandbox = ChildProcess.Start("BotPlatform.Sandbox", SandboxSettings);
        var server = new Uri("xmpp://" + (await sandbox.WaitForLineAsync(@"over TCP\s+(\S+)")).Groups[1].Value);
        await using var bot = await EchoClient.LogInAsync(server, Bot);
        var echoing = EchoAsync(bot);
        await MeasureAsync("library alone", server, "", sandbox);
        await bot.DisposeAsync();
        await echoing;
    }

    private static async Task EchoAsync(XmppClient bot)
    {
        await foreach (var received in bot.Received.ReadAllAsync())
        {
            if (received.Stanza is Message { Body: { } body, From: { } from })
            {
                await bot.PostAsync(new Message { To = from.Bare, Type = MessageType.Chat }.WithBody(body));
            }

            received.Acknowledge();
        }
    }

    private static async Task MeasureAsync(string name, Uri server, string prefix, ChildProcess process)
    {
        var clients = new List<EchoClient>();
        foreach (var user in Users)
        {
            clients.Add(await EchoClient.ConnectAsync(server, user, Bot, prefix));
        }

        await FloodAsync(clients, MessagesAUser / 5);
        var rates = new List<double>();
        var cpu = process.CpuTime;
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            await FloodAsync(clients, MessagesAUser);
            rates.Add(MessagesAUser * clients.Count / clock.Elapsed.TotalSeconds);
        }

        var cpuEach = (process.CpuTime - cpu) / (3 * MessagesAUser * clients.Count);
        var times = await PaceAsync(clients, perSecond: 200, seconds: 10);
        Console.WriteLine($"  {name}: {rates.Order().ElementAt(1):N0} round trips/s (of {string.Join(", ", rates.Select(r => $"{r:N0}"))}), "
            + $"{cpuEach.TotalMicroseconds:F0} us of CPU each, {process.ResidentMegabytes:F0} MB after");
        Console.WriteLine($"  {name}: at 200/s p50 {times[times.Count / 2].TotalMilliseconds:F2} ms, "
            + $"p99 {times[times.Count * 99 / 100].TotalMilliseconds:F2} ms");
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    private static Task FloodAsync(IEnumerable<EchoClient> clients, int messages) => Task.WhenAll(
        clients.SelectMany(client => Enumerable.Range(0, Window).Select(async _ =>
        {
            for (var i = 0; i < messages / Window; i++)
            {
                await client.RoundTripAsync();
            }
        })));

    private static async Task<List<TimeSpan>> PaceAsync(List<EchoClient> clients, int perSecond, int seconds)
    {
        var trips = new List<Task<TimeSpan>>();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            var early = due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, TimeProvider.System);
            }

            trips.Add(clients[i % clients.Count].RoundTripAsync());
        }

        return [.. (await Task.WhenAll(trips)).Order()];
    }
}
