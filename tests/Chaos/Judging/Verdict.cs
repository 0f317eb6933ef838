namespace BotPlatform.Chaos.Judging;

/// <summary>What a cell must show to be green. The only place that says so.</summary>
internal static class Verdict
{
    /// <summary>What a host may hold at most, in megabytes, whatever piles up around it. Idle it holds 130.</summary>
    public const int MaxMegabytes = 400;

    /// <summary>A sentence for each promise that a run has broken; none when it is green.</summary>
    public static IReadOnlyList<string> Problems(CellResult result)
    {
        var tally = result.Tally;
        string?[] problems =
        [
            tally.Lost > 0 ? $"{tally.Lost} of {result.Messages} messages were lost." : null,
            tally.OutOfOrderToBot > 0 ? $"{tally.OutOfOrderToBot} messages came to the bot after a later one of their dialog." : null,
            tally.OutOfOrderToUser > 0 ? $"{tally.OutOfOrderToUser} answers came to the user after a later one of their dialog." : null,
            tally.Renamed > 0 ? $"{tally.Renamed} answers came again under another id." : null,
            tally.DoubledToUser > 0 && !result.ServerRepeats
                ? $"{tally.DoubledToUser} answers came twice to the user, although the server drops repeated ids." : null,
            result.Struck < result.Planned ? $"It went wrong only {result.Struck} of {result.Planned} times: the run shows nothing." : null,
            result.PeakMegabytes > MaxMegabytes ? $"A host held {result.PeakMegabytes} MB, {MaxMegabytes} are allowed." : null,
        ];
        return [.. problems.OfType<string>(), .. result.Missed];
    }
}
