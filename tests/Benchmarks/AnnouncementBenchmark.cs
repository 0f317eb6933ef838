using System.Diagnostics;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Benchmarks;

/// <summary>
/// To how many recipients a second an announcement goes through the complete host, beside the same messages put into the queue of the account
/// without a ledger, and beside a bare XMPP client that sends them. The sandbox has a process of its own.
/// </summary>
internal static class AnnouncementBenchmark
{
    private const int Recipients = 20_000;
    private const int Window = 200;
    private const int Rounds = 3;

    /// <param name="ways">Some of <see cref="Backends.Ways"/>; none for all.</param>
    public static async Task RunAsync(string[] ways)
    {
        Console.WriteLine($"Announcement: {Recipients:N0} recipients, {Rounds} rounds in turns; recipients/s (CPU of this process and allocation, each)");
        await using var backends = await Backends.StartAsync();
        using var sandbox = ChildProcess.Start(
            "BotPlatform.Sandbox", [.. EchoBenchmark.SandboxSettings, "--Sandbox:HistoryLimit=10000000"]);
        var lines = await sandbox.WaitForLinesAsync(@"REST\s+(http\S+)", @"over TCP\s+(\S+)");
        var (api, server) = (lines[0].Groups[1].Value, new Uri("xmpp://" + lines[1].Groups[1].Value));
        var users = await SandboxUsers.SignUpAsync(new Uri(api), Recipients);

        foreach (var way in ways.Length == 0 ? Backends.Ways : ways)
        {
            await using var host = await AnnouncingHost.StartAsync(api, server, await backends.SettingsAsync(way));
            await host.AnnounceAsync(users[..2000]); // warm
            var (announced, queued) = (new List<Figures>(), new List<Figures>());
            for (var round = 0; round < Rounds; round++)
            {
                announced.Add(await MeasureAsync(() => host.AnnounceAsync(users)));
                queued.Add(await MeasureAsync(() => host.QueueAsync(users)));
            }

            Console.WriteLine($"  {way}: {string.Join("; ", announced)}");
            Console.WriteLine($"  {way}, queue alone: {string.Join("; ", queued)}");
        }

        var bare = new List<Figures>();
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await MeasureAsync(() => SendBareAsync(server, users)));
        }

        Console.WriteLine($"  bare XMPP client: {string.Join("; ", bare)}");
    }

    private static async Task<Figures> MeasureAsync(Func<Task> send)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var memory = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        await send();
        return new Figures(
            Recipients / clock.Elapsed.TotalSeconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu) / Recipients,
            (GC.GetTotalAllocatedBytes() - memory) / Recipients);
    }

    private static async Task SendBareAsync(Uri server, string[] users)
    {
        await using var client = await EchoClient.LogInAsync(server, EchoLoad.Bot);
        await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = Window }, async (user, token) =>
        {
            var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 12));
            await client.SendAsync(
                new Message { To = Jid.Parse($"{user}-1@localhost"), Type = MessageType.Chat, Id = id }.WithBody(AnnouncingHost.Text), token);
        });
    }

    private sealed record Figures(double PerSecond, TimeSpan Cpu, long Allocated)
    {
        public override string ToString() => $"{PerSecond:N0} ({Cpu.TotalMicroseconds:F0} us, {Allocated / 1024.0:F1} KB)";
    }
}
