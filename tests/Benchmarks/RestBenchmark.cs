using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.Benchmarks;

/// <summary>
/// Lists of messages over REST: our client, and beside it, in turns, a bare <see cref="HttpClient"/> that makes the same call, once
/// with plain records and once without reading what comes. The sandbox runs in a process of its own on the same cores.
/// </summary>
internal static class RestBenchmark
{
    private const int Rounds = 9;
    private const int CallsARound = 4_000;
    private static readonly int[] Concurrencies = [1, 16];
    private static readonly int[] Lengths = [1, 20];

    public static async Task RunAsync()
    {
        await using var sandbox = await SandboxedRest.StartAsync();
        var dialog = await sandbox.FillAsync(Lengths.Max());
        var token = (await sandbox.Session.GetAsync(CancellationToken.None)).Token;
        using var bare = Bare(sandbox.Api, token);
        foreach (var length in Lengths)
        {
            var path = $"chat/Message?chat_dialog_id={dialog}&mark_as_read=0&sort_desc=date_sent&skip=0&limit={length}";
            foreach (var concurrency in Concurrencies)
            {
                Console.WriteLine($"REST, {length} messages a call, {concurrency} at a time, median of {Rounds} rounds of {CallsARound:N0}");
                await CompareAsync(
                    concurrency,
                    ("our client, to records", () => sandbox.Session.Messages.ListNewestAsync(dialog, 0, length, CancellationToken.None)),
                    ("HttpClient, to records", () => bare.GetFromJsonAsync(path, PlainJson.Default.PlainPage)),
                    ("HttpClient, to bytes", () => bare.GetByteArrayAsync(path)));
            }
        }
    }

    private static async Task CompareAsync(int concurrency, params (string Name, Func<Task> Call)[] ways)
    {
        var costs = ways.Select(_ => new List<Cost>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var cost = await MeasureAsync(ways[way].Call, concurrency);
                if (round >= 0)
                {
                    costs[way].Add(cost);
                }
            }
        }

        var ours = Median(costs[0], c => c.Rate);
        for (var way = 0; way < ways.Length; way++)
        {
            var rate = Median(costs[way], c => c.Rate);
            Console.WriteLine(
                $"  {ways[way].Name,-24}{rate,8:N0} calls/s, ours is {ours / rate:F2} of it; a call: "
                + $"{Median(costs[way], c => c.Microseconds),4:N0} us of CPU, {Median(costs[way], c => c.Bytes),7:N0} bytes allocated");
        }
    }

    private static HttpClient Bare(Uri api, string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = api };
        http.DefaultRequestHeaders.Add("CB-Token", token);
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("bare", "1"));
        return http;
    }

    private static async Task<Cost> MeasureAsync(Func<Task> call, int concurrency)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            for (var i = 0; i < CallsARound / concurrency; i++)
            {
                await call();
            }
        }));
        var elapsed = clock.Elapsed;
        process.Refresh();
        return new Cost(
            CallsARound / elapsed.TotalSeconds,
            (process.TotalProcessorTime - cpu).TotalMicroseconds / CallsARound,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)CallsARound);
    }

    private static double Median(List<Cost> costs, Func<Cost, double> value) => costs.Select(value).Order().ElementAt(costs.Count / 2);

    /// <param name="Rate">Calls a second.</param>
    /// <param name="Microseconds">Of this process, all threads, a call; the sandbox's are not in it.</param>
    /// <param name="Bytes">Allocated in this process a call.</param>
    private sealed record Cost(double Rate, double Microseconds, double Bytes);
}

internal sealed record PlainPage(int Skip, int Limit, List<PlainMessage> Items);

internal sealed record PlainMessage(
    [property: JsonPropertyName("_id")] string Id, string ChatDialogId, string? Message, long DateSent, long SenderId, long RecipientId,
    List<PlainAttachment> Attachments, List<long> ReadIds, List<long> DeliveredIds, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    int ViewsCount, int Read);

internal sealed record PlainAttachment(string? Type, string? Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlainPage))]
internal sealed partial class PlainJson : JsonSerializerContext;
