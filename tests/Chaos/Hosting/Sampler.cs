using System.Diagnostics;
using System.Globalization;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using Microsoft.Extensions.Hosting;

namespace BotPlatform.Chaos.Hosting;

/// <summary>How a host was at a moment.</summary>
/// <param name="Seconds">Of a clock that all processes of the machine share.</param>
/// <param name="Resident">Memory that the process holds, in megabytes.</param>
/// <param name="Heap">What of it is the collected heap, in megabytes.</param>
/// <param name="Queued">Items in the durable queues of the database.</param>
internal sealed record Sample(double Seconds, double Resident, double Heap, long Queued)
{
    public static Sample Parse(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Sample(parts[0], parts[1], parts[2], (long)parts[3]);
    }
}

/// <summary>Writes down every second how its host is.</summary>
internal sealed class Sampler(HostSettings settings, IQueueStore queues) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Samples.Length == 0)
        {
            return;
        }

        await using var file = new StreamWriter(settings.Samples) { AutoFlush = true };
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            if (await CountAsync(stoppingToken) is not { } queued)
            {
                continue;
            }

            var seconds = (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;
            await file.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:0.000} {Environment.WorkingSet / 1e6:0.0} {GC.GetTotalMemory(forceFullCollection: false) / 1e6:0.0} {queued}"));
        }
    }

    private async Task<long?> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await queues.CountAsync(cancellationToken)).Values.Sum();
        }
        catch (StorageException)
        {
            return null; // it is away
        }
    }
}
