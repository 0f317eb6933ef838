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
    private const int MessagesAUser = 10_240;

    // Without STARTTLS, whose certificate nobody here trusts, and which would be measured along.
    public static readonly string[] SandboxSettings =
        ["--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0", "--Sandbox:OfferStartTls=false"];

    public static async Task RunAsync()
    {
        Console.WriteLine($"Echo: {EchoLoad.Shape}, {EchoLoad.MessagesOf(MessagesAUser):N0} in all");
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
        await using var bot = await EchoClient.LogInAsync(server, EchoLoad.Bot);
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
        await using var load = await EchoLoad.OpenAsync(server, prefix, process);
        await load.FloodAsync(MessagesAUser / 5);
        for (var round = 0; round < 3; round++)
        {
            await load.FloodAsync(MessagesAUser);
        }

        await load.PaceAsync(perSecond: 200, seconds: 10);
        Console.WriteLine($"  {name}: {load.Summary()}");
    }
}
