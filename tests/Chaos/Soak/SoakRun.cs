using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Reporting;

namespace BotPlatform.Chaos.Soak;

/// <summary>What a soak has shown.</summary>
/// <param name="Capacity">Messages a second that were answered at full speed.</param>
/// <param name="Rate">Messages a second that were written afterwards.</param>
/// <param name="Answered">How many were written afterwards, and answered.</param>
/// <param name="Written">How many were written afterwards.</param>
/// <param name="Samples">How the hosts were meanwhile.</param>
internal sealed record SoakResult(
    double Capacity, double Rate, int Written, int Answered, IReadOnlyList<IReadOnlyList<Sample>> Samples);

/// <summary>Lets hosts work for a long time on a part of what they can do, and looks whether anything grows.</summary>
internal static class SoakRun
{
    private const int Dialogs = 200;
    private const int ToMeasure = 20_000;

    // So many may be unanswered while the speed is measured: more would be a queue that the run itself makes. Later nothing bounds them,
    // so that hosts that do not keep up are seen to fall behind.
    private const int Lead = 2_000;

    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <returns>Whether nothing grows.</returns>
    public static async Task<bool> RunAsync(CommandLine line)
    {
        var isFlat = true;
        foreach (var column in line.Columns)
        {
            var result = await RunAsync(column, TimeSpan.FromMinutes(line.Minutes), line.Load);
            var table = SoakTable.Of(result);
            Console.WriteLine($"\n{column.Key}\n\n{table}");
            isFlat &= SoakTable.Problems(result).Count == 0;
            if (line.File is { } file)
            {
                await File.WriteAllTextAsync(file, Document.Replace(await File.ReadAllTextAsync(file), $"soak {column.Key}", table));
            }
        }

        return isFlat;
    }

    /// <param name="column">How the host runs.</param>
    /// <param name="time">For how long.</param>
    /// <param name="load">Which part of what it can do.</param>
    public static async Task<SoakResult> RunAsync(Column column, TimeSpan time, double load)
    {
        await using var ground = await Ground.StartAsync(column.Storage, column.HasBroker, column.Hosts);
        await using var conversation = await Conversation.BeginAsync(ground.Sandbox, Dialogs, Lead);
        await WriteAllAsync(conversation, ToMeasure); // what has run once runs faster
        var start = Clock.GetTimestamp();
        await WriteAllAsync(conversation, ToMeasure);
        var capacity = ToMeasure / Clock.GetElapsedTime(start).TotalSeconds;

        conversation.RunAhead(int.MaxValue / 2);
        var before = conversation.AnsweredCount;
        var begin = Seconds(Clock.GetTimestamp());
        var written = await WriteEvenlyAsync(conversation, capacity * load, time);
        var end = Seconds(Clock.GetTimestamp());
        await conversation.WhenAnsweredAsync(before + written, TimeSpan.FromSeconds(30));
        var answered = conversation.AnsweredCount - before;
        return new SoakResult(
            capacity,
            written / (end - begin),
            written,
            answered,
            [
                .. Enumerable.Range(0, ground.Hosts.Count).Select(host => (IReadOnlyList<Sample>)
                [
                    .. File.ReadAllLines(ground.SamplesOf(host)).Select(Sample.Parse).Where(one => one.Seconds >= begin && one.Seconds <= end),
                ]),
            ]);
    }

    private static async Task WriteAllAsync(Conversation conversation, int count)
    {
        var before = conversation.AnsweredCount;
        await conversation.WriteAsync(count);
        await conversation.WhenAnsweredAsync(before + count, TimeSpan.FromSeconds(60));
    }

    private static async Task<int> WriteEvenlyAsync(Conversation conversation, double rate, TimeSpan time)
    {
        var (start, written) = (Clock.GetTimestamp(), 0);
        while (Clock.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            var ahead = TimeSpan.FromSeconds(written / rate) - elapsed;
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, Clock);
            }

            await conversation.WriteAsync(Dialogs);
            written += Dialogs;
        }

        return written;
    }

    private static double Seconds(long timestamp) => (double)timestamp / Clock.TimestampFrequency;
}
