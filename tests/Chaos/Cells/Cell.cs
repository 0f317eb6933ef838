using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Judging;

namespace BotPlatform.Chaos.Cells;

/// <summary>One cell of the matrix: a conversation during which something goes wrong.</summary>
internal static class Cell
{
    // Longer than anything that the product waits for by itself: the resumption of a session takes a minute to time out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs it.</summary>
    /// <param name="row">What goes wrong.</param>
    /// <param name="column">How the host runs.</param>
    /// <param name="scale">How large.</param>
    /// <param name="seed">The same seed makes the same random points.</param>
    /// <param name="log">Told what the hosts have written when the cell is red.</param>
    public static async Task<CellResult> RunAsync(Row row, Column column, Scale scale, int seed, Action<string> log)
    {
        await using var ground = await Ground.StartAsync(column.StorageFor(row), column.Hosts);
        await using var conversation = await Conversation.BeginAsync(ground.Sandbox, Scale.Dialogs, Scale.Lead);
#pragma warning disable CA5394 // No secret.
        var random = new Random(seed);
#pragma warning restore CA5394
        var times = scale.IsFull ? row.Times : row.ShortTimes;
        var number = 0;
        var strikes = new Strikes(
            times, scale.Messages, random, () => row.StrikeAsync(ground, new Strike(number++, scale.Messages / (times + 1), random)));
        conversation.Answered = strikes.Answered;

        using var givingUp = new CancellationTokenSource();
        var writing = conversation.WriteAsync(scale.Messages, cancellationToken: givingUp.Token);
        var isAnswered = await conversation.WhenAnsweredAsync(scale.Messages, Patience);
        try
        {
            await givingUp.CancelAsync();
            await writing;
        }
        catch (OperationCanceledException)
        {
            // What could not be written is missing in the end.
        }

        await strikes.EndAsync();
        await ground.StopHostsAsync(); // what they have still to say is said now
        await conversation.EndAsync();
        var result = new CellResult
        {
            Row = row.Title,
            Column = column.Key,
            Seed = seed,
            Messages = scale.Messages,
            Dialogs = Scale.Dialogs,
            Planned = strikes.Planned,
            Struck = strikes.Done,
            Tally = Tally.Of(
                Expected(scale), [.. BotRecord.Read(ground.BotLog).Select(ToSeen)], conversation.Seen),
            ServerRepeats = row.ServerRepeats,
        };
        if (!isAnswered || Verdict.Problems(result).Count > 0)
        {
            log(ground.Output);
        }

        return result;
    }

    private static IReadOnlyCollection<(int Dialog, int Number)> Expected(Scale scale) =>
        [.. Enumerable.Range(0, scale.Messages).Select(i => (i % Scale.Dialogs, i))];

    private static Seen ToSeen(Handled one)
    {
        Conversation.TryRead(one.Text, out var dialog, out var number);
        return new Seen(one.Id, dialog, number);
    }
}
