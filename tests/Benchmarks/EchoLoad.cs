using System.Diagnostics;

namespace BotPlatform.Benchmarks;

/// <summary>Four users who write to a bot, and what was measured of the answers.</summary>
internal sealed class EchoLoad : IAsyncDisposable
{
    public const int Bot = 100;
    private const int Window = 64;
    private static readonly int[] Users = [101, 102, 103, 104];

    private readonly ChildProcess _process;
    private readonly List<EchoClient> _clients = [];
    private readonly List<double> _rates = [];
    private List<TimeSpan> _times = [];
    private TimeSpan _cpu;

    private EchoLoad(ChildProcess process) => _process = process;

    public static string Shape => $"{Users.Length} users, {Window} messages each on the way";

    /// <summary>The users, logged in.</summary>
    /// <param name="server">The sandbox's address.</param>
    /// <param name="prefix">What makes the bot answer.</param>
    /// <param name="process">Whose CPU time and memory count.</param>
    public static async Task<EchoLoad> OpenAsync(Uri server, string prefix, ChildProcess process)
    {
        var load = new EchoLoad(process);
        foreach (var user in Users)
        {
            load._clients.Add(await EchoClient.ConnectAsync(server, user, Bot, prefix));
        }

        return load;
    }

    public static int MessagesOf(int messagesAUser) => Users.Length * messagesAUser;

    /// <summary>As many round trips as it can. The first call is to warm up, and does not count.</summary>
    public async Task FloodAsync(int messagesAUser)
    {
        var cpu = _process.CpuTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(_clients.SelectMany(client => Enumerable.Range(0, Window).Select(async _ =>
        {
            for (var i = 0; i < messagesAUser / Window; i++)
            {
                await client.RoundTripAsync();
            }
        })));
        _rates.Add(MessagesOf(messagesAUser) / clock.Elapsed.TotalSeconds);
        _cpu = (_process.CpuTime - cpu) / MessagesOf(messagesAUser);
    }

    /// <summary>So many round trips a second, evenly.</summary>
    public async Task PaceAsync(int perSecond, int seconds)
    {
        var trips = new List<Task<TimeSpan>>();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * seconds; i++)
        {
            var early = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, TimeProvider.System);
            }

            trips.Add(_clients[i % _clients.Count].RoundTripAsync());
        }

        _times = [.. (await Task.WhenAll(trips)).Order()];
    }

    /// <summary>The median of the rates, all of them, and the rest.</summary>
    public string Summary()
    {
        var rates = _rates.Skip(1).ToList();
        return $"{rates.Order().ElementAt(rates.Count / 2):N0} round trips/s (of {string.Join(", ", rates.Select(r => $"{r:N0}"))}), "
            + $"{_cpu.TotalMicroseconds:F0} us of CPU each in the last round, {_process.ResidentMegabytes:F0} MB after; "
            + $"at 200/s p50 {_times[_times.Count / 2].TotalMilliseconds:F2} ms, p99 {_times[_times.Count * 99 / 100].TotalMilliseconds:F2} ms";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }
}
