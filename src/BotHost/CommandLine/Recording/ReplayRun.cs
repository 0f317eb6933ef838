using BotPlatform.BotHost.CommandLine.HistoryExport;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk.Testing.Recordings;

namespace BotPlatform.BotHost.CommandLine.Recording;

/// <summary>One replay from its beginning to its exit code.</summary>
/// <param name="path">The recording.</param>
/// <param name="bot">Only this one's part; null for all.</param>
/// <param name="output">Where the differences go.</param>
/// <param name="error">Where people read what went wrong.</param>
internal sealed class ReplayRun(string path, string? bot, TextWriter output, TextWriter error)
{
    /// <summary>The exit code when bots do something else.</summary>
    public const int Different = 1;

    /// <summary>The exit code when there is nothing to compare.</summary>
    public const int Unreadable = 2;

    private readonly Dictionary<ReplayOutcome, int> _counts = [];

    /// <param name="configure">Adds the bots.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> RunAsync(Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        try
        {
            await using var replay = new Replay(configure);
            if (bot is not null && !replay.Bots.Contains(bot))
            {
                return await FailAsync($"There is no bot '{bot}' here, but {string.Join(", ", replay.Bots)}.");
            }

            await foreach (var recorded in RecordingFile.ReadAsync(path, cancellationToken))
            {
                if (bot is null || bot == recorded.Bot)
                {
                    await TellAsync(await replay.PlayAsync(recorded, cancellationToken));
                }
            }

            return await SumUpAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return HistoryRun.Interrupted;
        }
        catch (RecordingException e)
        {
            return await FailAsync(e.Message);
        }
        catch (Exception e) when (StartupProblems.Of(e) is { Count: > 0 } problems)
        {
            return await FailAsync(string.Join(Environment.NewLine, problems));
        }
    }

    private async Task TellAsync(ReplayedHandling handling)
    {
        _counts[handling.Outcome] = Count(handling.Outcome) + 1;
        if (handling.Outcome == ReplayOutcome.Different)
        {
            await output.WriteAsync(handling.ToString());
        }
    }

    private async Task<int> SumUpAsync()
    {
        var all = _counts.Values.Sum();
        if (all == 0)
        {
            return await FailAsync(bot is null ? $"{path} holds no handled event." : $"{path} holds nothing that the bot '{bot}' handled.");
        }

        var (same, different) = (Count(ReplayOutcome.Same), Count(ReplayOutcome.Different));
        await output.WriteLineAsync($"{all} handled events: {same} the same, {different} different.");
        if (Count(ReplayOutcome.UsedFiles) is > 0 and var files)
        {
            await output.WriteLineAsync($"{files} were not compared: the bot used files, and no recording holds them.");
        }

        if (Count(ReplayOutcome.NoSuchBot) is > 0 and var lost)
        {
            await output.WriteLineAsync($"{lost} belong to bots that are not here.");
        }

        return different + Count(ReplayOutcome.NoSuchBot) == 0 ? 0 : Different;
    }

    private int Count(ReplayOutcome outcome) => _counts.GetValueOrDefault(outcome);

    private async Task<int> FailAsync(string sentence)
    {
        await error.WriteLineAsync(sentence);
        return Unreadable;
    }
}
