using System.Diagnostics;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Benchmarks;

/// <summary>
/// How many events a second come from the socket into the durable hand-off, with several accounts and with few and many dialogs. One
/// user writes as fast as the sandbox takes it; a bot gets every message, and does nothing.
/// </summary>
internal static class HandOffBenchmark
{
    private const int Sender = 104;
    private const int Messages = 4_000;
    private const int Dialogs = 64;
    private const int Rounds = 2;

    /// <param name="ways">Some of <see cref="Backends.Ways"/>; none for all.</param>
    public static async Task RunAsync(string[] ways)
    {
        ways = ways.Length == 0 ? Backends.Ways : ways;
        await using var backends = await Backends.StartAsync();
        foreach (var way in ways)
        {
            await MeasureAsync(await backends.SettingsAsync(way), accounts: 1, Dialogs, Messages); // all run in this process, which is cold now
        }

        Console.WriteLine($"Hand-off: {Messages:N0} messages in {Dialogs} dialogs; events/s taken over, events/s handled");
        foreach (var accounts in new[] { 1, 2, 4 })
        {
            await MeasureInTurnsAsync(backends, ways, accounts, Dialogs, $"{accounts} accounts");
        }

        Console.WriteLine($"Hand-off: {Messages:N0} messages to one account, or one in each dialog");
        foreach (var dialogs in new[] { 10, 100, 1_000, 10_000, 100_000 })
        {
            await MeasureInTurnsAsync(backends, ways, accounts: 1, dialogs, $"{dialogs:N0} dialogs");
        }
    }

    private static async Task MeasureInTurnsAsync(Backends backends, string[] ways, int accounts, int dialogs, string what)
    {
        var figures = ways.ToDictionary(way => way, _ => new List<Figures>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var way in ways)
            {
                figures[way].Add(await MeasureAsync(
                    await backends.SettingsAsync(way), accounts, dialogs, Math.Max(Messages, dialogs)));
            }
        }

        foreach (var (way, rounds) in figures)
        {
            Console.WriteLine($"  {what}, {way}: {string.Join("; ", rounds)}");
        }
    }

    private static async Task<Figures> MeasureAsync(string[] settings, int accounts, int dialogs, int messages)
    {
        using var sandbox = ChildProcess.Start("BotPlatform.Sandbox", EchoBenchmark.SandboxSettings);
        var lines = await sandbox.WaitForLinesAsync(@"REST\s+(http\S+)", @"over TCP\s+(\S+)");
        var (api, server) = (lines[0].Groups[1].Value, new Uri("xmpp://" + lines[1].Groups[1].Value));
        await using var host = await CountingHost.StartAsync(api, server, accounts, settings);
        await using var sender = await EchoClient.LogInAsync(server, Sender);
        await SendAsync(sender, accounts, Messages / 10, Dialogs);
        await host.WhenHandledAsync(Messages / 10);

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var memory = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        host.Forget();
        var sending = SendAsync(sender, accounts, messages, dialogs);
        await host.WhenTakenAsync(messages);
        var taken = clock.Elapsed;
        await host.WhenHandledAsync(messages);
        var handled = clock.Elapsed;
        await sending;
        return new Figures(
            messages / taken.TotalSeconds,
            messages / handled.TotalSeconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu) / messages,
            (GC.GetTotalAllocatedBytes() - memory) / messages);
    }

    // The dialog that a 1-1 message names is its sender's claim, so one user can write in as many as there shall be.
    private static async Task SendAsync(XmppClient sender, int accounts, int messages, int dialogs)
    {
        for (var i = 0; i < messages; i++)
        {
            var id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 12));
            var message = new Message { To = Jid.Parse($"{CountingHost.Accounts[i % accounts]}-1@localhost"), Type = MessageType.Chat, Id = id }
                .WithBody("nothing to answer");
            await sender.PostAsync(message.With(new DialogClaim($"{i % dialogs:x24}")));
        }
    }

    /// <param name="Taken">Events a second until the last was taken over for good.</param>
    /// <param name="Handled">Events a second until a bot had handled the last.</param>
    /// <param name="Cpu">The host's and the sender's, an event.</param>
    /// <param name="Allocated">Bytes of both, an event.</param>
    private sealed record Figures(double Taken, double Handled, TimeSpan Cpu, long Allocated)
    {
        public override string ToString() => $"{Taken:N0}, {Handled:N0} ({Cpu.TotalMicroseconds:F0} us CPU, {Allocated / 1024.0:F1} KB)";
    }
}
