namespace BotPlatform.Benchmarks;

/// <summary>
/// The echo through the complete host, embedded and on RabbitMQ and PostgreSQL: all ways stand side by side and take turns, so that
/// whatever else the machine does disturbs them alike.
/// </summary>
internal static class ProductionBenchmark
{
    private const int MessagesAUser = 1_280;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        Console.WriteLine($"Echo: {EchoLoad.Shape}, {EchoLoad.MessagesOf(MessagesAUser):N0} a round, {Rounds} rounds in turns");
        await using var backends = await Backends.StartAsync();
        var hosts = new List<ChildProcess>();
        var loads = new List<EchoLoad>();
        foreach (var way in Backends.Ways)
        {
            var host = ChildProcess.Start(
                "BotPlatform.BotHost", ["--Urls=http://127.0.0.1:0", .. EchoBenchmark.SandboxSettings, .. await backends.SettingsAsync(way)]);
            hosts.Add(host);
            var server = new Uri((await host.WaitForLineAsync(@"(xmpp://\S+)")).Groups[1].Value);
            Console.WriteLine($"  {way}: start to ready {host.SinceStart.TotalSeconds:F2} s");
            loads.Add(await EchoLoad.OpenAsync(server, "!echo ", host));
            await loads[^1].FloodAsync(MessagesAUser / 2);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var load in loads)
            {
                await load.FloodAsync(MessagesAUser);
            }
        }

        foreach (var (way, load) in Backends.Ways.Zip(loads))
        {
            await load.PaceAsync(perSecond: 200, seconds: 10);
            Console.WriteLine($"  {way}: {load.Summary()}");
            await load.DisposeAsync();
        }

        hosts.ForEach(host => host.Dispose());
        await BusFloor.MeasureAsync(backends);
    }
}
