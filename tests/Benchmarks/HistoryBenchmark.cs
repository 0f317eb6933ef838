using System.Diagnostics;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.Benchmarks;

/// <summary>
/// Reads a history of 100,000 messages to its end, a page at a time, and keeps none of them. Thousands share a second, which is as
/// bad as it gets for the paging. The sandbox's own work, in another process on the same cores, is part of the figure.
/// </summary>
internal static class HistoryBenchmark
{
    private const int Messages = 100_000;

    public static async Task RunAsync()
    {
        await using var sandbox = await SandboxedRest.StartAsync($"--Sandbox:HistoryLimit={Messages}");
        var dialog = await sandbox.FillAsync(Messages);
        foreach (var (direction, pageSize) in
            new[] { (Direction.Ascending, 1_000), (Direction.Descending, 1_000), (Direction.Ascending, 100) })
        {
            await MeasureAsync(sandbox, dialog, direction, pageSize);
        }
    }

    private static async Task MeasureAsync(SandboxedRest sandbox, string dialog, Direction direction, int pageSize)
    {
        GC.Collect();
        var (live, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var seen = new HashSet<string>(Messages);
        var clock = Stopwatch.StartNew();
        await foreach (var message in sandbox.Session.Messages.ListAllAsync(
            MessageQuery.Of(dialog), direction, pageSize, CancellationToken.None))
        {
            if (!seen.Add(message.Id))
            {
                throw new InvalidOperationException($"Message {message.Id} came twice.");
            }

            if (seen.Count % 1_000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - live);
            }
        }

        var elapsed = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (seen.Count != Messages)
        {
            throw new InvalidOperationException($"{seen.Count} messages came instead of {Messages}.");
        }

        Console.WriteLine($"History, {Messages:N0} messages, {direction}, {pageSize:N0} a page: "
            + $"{Messages / elapsed.TotalSeconds:N0} messages/s, {allocated / (double)Messages:N0} bytes allocated a message, "
            + $"at most {peak / 1e6:F0} MB more than before on the heap (with the ids that the check keeps)");
    }
}
