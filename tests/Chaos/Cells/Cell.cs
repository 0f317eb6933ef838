using BotPlatform.Chaos.Hosting;
using BotPlatform.Chaos.Judging;

namespace BotPlatform.Chaos.Cells;

/// <summary>One cell of the matrix: a conversation during which something goes wrong.</summary>
internal static class Cell
{
    // Longer than anything that the product waits for by itself: the resumption of a session takes a minute to time out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Where all shall pile up, it goes wrong while the first messages are answered; the others are written when it is. Elsewhere so many
    // are still to be written when it goes wrong for the last time.
    private const int First = 100;

    /// <summary>Runs it.</summary>
    /// <param name="row">What goes wrong.</param>
    /// <param name="column">How the host runs.</param>
    /// <param name="scale">How large.</param>
    /// <param name="seed">The same seed makes the same random points.</param>
    /// <param name="log">Told what the hosts have written when the cell is red.</param>
    public static async Task<CellResult> RunAsync(Row row, Column column, Scale scale, int seed, Action<string> log)
    {
        await using var ground = await column.StartAsync(
            row,
            HostSettings.Argument(nameof(HostSettings.SlowFor), scale.SlowFor),
            HostSettings.Argument(nameof(HostSettings.Bot), row.Bot));
        await using var conversation = await Conversation.BeginAsync(
            ground.Sandbox, Scale.Dialogs, row.PilesUp ? scale.Messages : Scale.Lead);
#pragma warning disable CA5394 // No secret.
        var random = new Random(seed);
#pragma warning restore CA5394
        var (times, number, notes) = (scale.TimesOf(row), 0, new Notes());
        var strikes = new Strikes(
            times,
            row.PilesUp ? First : scale.Messages - Scale.Lead - First,
            random,
            () => row.StrikeAsync(ground, new Strike(number++, scale.Pause, random, notes)));
        (conversation.Answered, conversation.PaceAsync) = (strikes.Answered, strikes.PaceAsync);

        var isAnswered = await TalkAsync(row, scale, conversation, strikes);
        await EndAsync(strikes, notes);
        notes.Expect(ground.Hosts.All(host => !host.Process.Exited.IsCompleted), "A host has ended by itself.");
        var peak = (await Task.WhenAll(ground.Hosts.Select(host => host.PeakMegabytesAsync()))).Max();
        await ground.StopHostsAsync(); // what they have still to say is said now
        await conversation.EndAsync();
        if (row.HasSlowMessage)
        {
            NoteSlowness(conversation, scale, notes);
        }

        IReadOnlyList<Seen> byBot = [.. BotRecord.Read(ground.BotLog).Select(ToSeen)];
        var result = new CellResult
        {
            Row = row.Title,
            Column = column.Key,
            Seed = seed,
            Messages = scale.Messages,
            Dialogs = Scale.Dialogs,
            Planned = strikes.Planned,
            Struck = strikes.Done,
            Tally = Tally.Of(Expected(row, scale), byBot, conversation.Seen),
            ServerRepeats = row.ServerRepeats,
            PeakMegabytes = peak,
            Missed = notes.Missed,
            Figures = notes.Figures,
        };
        if (!isAnswered || Verdict.Problems(result).Count > 0)
        {
            log($"{ground.Output}\nlate to the bot: {Some(Tally.Late(byBot))}\nlate to the user: {Some(Tally.Late(conversation.Seen))}");
        }

        return result;
    }

    private static async Task EndAsync(Strikes strikes, Notes notes)
    {
        try
        {
            await strikes.EndAsync();
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or OperationCanceledException or IOException)
        {
            notes.Expect(false, $"It could not go wrong as planned: {error.Message.Split('\n')[0]}");
        }
    }

    private static async Task<bool> TalkAsync(Row row, Scale scale, Conversation conversation, Strikes strikes)
    {
        using var givingUp = new CancellationTokenSource();
        var writing = WriteAsync(row, scale, conversation, strikes, givingUp.Token);
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

        return isAnswered;
    }

    private static async Task WriteAsync(
        Row row, Scale scale, Conversation conversation, Strikes strikes, CancellationToken cancellationToken)
    {
        var left = scale.Messages;
        if (row.HasSlowMessage)
        {
            await conversation.WriteAsync(1, RecordingBot.Slow, dialogs: 1, cancellationToken);
            left--;
        }

        if (row.PilesUp)
        {
            await conversation.WriteAsync(First, cancellationToken: cancellationToken);
            await strikes.Begun.WaitAsync(cancellationToken);
            left -= First;
        }

        await conversation.WriteAsync(left, cancellationToken: cancellationToken);
    }

    // Most dialogs have another lane than the slow one.
    private static void NoteSlowness(Conversation conversation, Scale scale, Notes notes)
    {
        var others = conversation.Seen.TakeWhile(one => one.Number != 0).Count();
        notes.Measured("answered meanwhile", $"{others:N0}");
        notes.Expect(others >= scale.Messages / 2, $"Only {others} messages were answered while the bot was slow with one.");
    }

    private static IReadOnlyCollection<(int Dialog, int Number)> Expected(Row row, Scale scale)
    {
        var first = row.HasSlowMessage ? 1 : 0;
        return
        [
            .. Enumerable.Range(0, first).Select(i => (0, i)),
            .. Enumerable.Range(first, scale.Messages - first).Select(i => ((i - first) % Scale.Dialogs, i)),
        ];
    }

    private static string Some(IReadOnlyList<Seen> messages) =>
        string.Join(", ", messages.Take(50).Select(one => $"{one.Number} in {one.Dialog}"));

    private static Seen ToSeen(Handled one)
    {
        Conversation.TryRead(one.Text, out var dialog, out var number);
        return new Seen(one.Id, dialog, number);
    }
}
