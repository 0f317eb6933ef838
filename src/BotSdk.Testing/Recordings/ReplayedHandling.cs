using System.Globalization;
using System.Text;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>What came of a line of a recording.</summary>
public enum ReplayOutcome
{
    /// <summary>The bot does now what it did then.</summary>
    Same,

    /// <summary>It does something else.</summary>
    Different,

    /// <summary>There is no bot of that name now.</summary>
    NoSuchBot,

    /// <summary>It used files, which are in no recording, so nothing can be said.</summary>
    UsedFiles,
}

/// <summary>A line of a recording, and what the bot makes of it now.</summary>
/// <param name="Recorded">What it did then.</param>
/// <param name="Outcome">Whether that is the same.</param>
/// <param name="Commands">What it wants sent now.</param>
/// <param name="Failure">The type of the exception that it throws now; null for none.</param>
public sealed record ReplayedHandling(
    RecordedHandling Recorded, ReplayOutcome Outcome, IReadOnlyList<IReliableCommand> Commands, string? Failure)
{
    /// <summary>The event, and line by line what is gone (<c>-</c>) and what is new (<c>+</c>).</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var at = Recorded.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"{Recorded.Bot} at {at}, {EventText.Of(Recorded.Event, dialog => dialog.Id)}\n");
        var (then, now) = (Lines(Recorded.Commands, Recorded.Failure), Lines(Commands, Failure));
        var common = Math.Min(then.Count, now.Count);
        for (var i = 0; i < common; i++)
        {
            Append(text, ' ', then[i], when: then[i] == now[i]);
            Append(text, '-', then[i], when: then[i] != now[i]);
            Append(text, '+', now[i], when: then[i] != now[i]);
        }

        then.Skip(common).ToList().ForEach(line => Append(text, '-', line));
        now.Skip(common).ToList().ForEach(line => Append(text, '+', line));
        return text.ToString();
    }

    private static void Append(StringBuilder text, char sign, string line, bool when = true)
    {
        if (when)
        {
            text.Append("  ").Append(sign).Append(' ').Append(line).Append('\n');
        }
    }

    // All of a command, as its record says it: also what no line of a transcript shows may differ.
    private static List<string> Lines(IReadOnlyList<IReliableCommand> commands, string? failure)
    {
        var lines = commands.Select(command => $"{command.GetType().Name} {RecordingFormat.Element(command).GetRawText()}");
        return [.. failure is null ? lines : lines.Prepend($"fails with {failure}")];
    }
}
