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
    private const int Messages = 20_000;
    private const int Dialogs = 64;

    public static async Task RunAsync()
    {
        await using var backends = await Backends.StartAsync();
        Console.WriteLine($"Hand-off: {Messages:N0} messages in {Dialogs} dialogs; events/s taken over, events/s handled");
        foreach (var accounts in new[] { 1, 2, 4 })
        {
            await MeasureInTurnsAsync(backends, accounts, Dialogs, $"{accounts} accounts");
        }

        Console.WriteLine($"Hand-off: {Messages:N0} messages to one account");
        foreach (var dialogs in new[] { 10, 100, 1_000, 10_000, 100_000 })
        {
            await MeasureInTurnsAsync(backends, accounts: 1, dialogs, $"{dialogs:N0} dialogs");
        }
    }

    private static async Task MeasureInTurnsAsync(Backends backends, int accounts, int dialogs, string what)
    {
        var figures = Backends.Ways.ToDictionary(way => way, _ => new List<Figures>());
        for (var round = 0; round < 2; round++)
        {
            foreach (var way in Backends.Ways)
            {
                figures[way].Add(await MeasureAsync(await backends.SettingsAsync(way), accounts, dialogs));
            }
        }

        foreach (var (way, rounds) in figures)
        {
            Console.WriteLine($"  {what}, {way}: {string.Join("; ", rounds)}");
        }
    }

    private static async Task<Figures> MeasureAsync(string[] settings, int accounts, int dialogs)
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
        var sending = SendAsync(sender, accounts, Messages, dialogs);
        await host.WhenTakenAsync(Messages);
        var taken = clock.Elapsed;
        await host.WhenHandledAsync(Messages);
        var handled = clock.Elapsed;
        await sending;
        return new Figures(
            Messages / taken.TotalSeconds,
            Messages / handled.TotalSeconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu) / Messages,
            (GC.GetTotalAllocatedBytes() - memory) / Messages);
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
