using System.Globalization;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>Shows the person at a terminal how far a run is, in a line that changes.</summary>
/// <param name="output">Where people read.</param>
/// <param name="isTerminal">Whether they sit there; if not, nothing is written.</param>
internal sealed class RunProgressLine(TextWriter output, bool isTerminal)
{
    private const int Bar = 30;

    private int _width;

    public void Show(RunDetails run)
    {
        if (isTerminal)
        {
            Write(TextOf(run));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            Write("");
            output.Write('\r');
        }
    }

    /// <summary>How far a run is, in a line.</summary>
    public static string TextOf(RunDetails run)
    {
        var total = run.Recipients.Values.Sum();
        var pending = run.Recipients.GetValueOrDefault(RecipientState.Pending);
        var failed = run.Recipients.GetValueOrDefault(RecipientState.Refused) + run.Recipients.GetValueOrDefault(RecipientState.Failed);
        var done = total - pending;
        var share = total == 0 ? 0 : (int)(100 * done / total);
        var bar = new string('#', Bar * share / 100).PadRight(Bar, '.');
        var rate = run.Rate is { } perSecond ? $", {Text(perSecond)}/s" : "";
        var left = run.TimeLeft is { } time ? $", {TextOf(time)} left" : "";
        var waits = run.WaitsFor is { } reason ? $", waits: {reason}" : "";
        return $"[{bar}] {share} %, {Text(done)} of {Text(total)}, {Text(failed)} failed{rate}{left}{waits}";
    }

    private static string Text(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string TextOf(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
        : $"{Math.Ceiling(time.TotalSeconds)} s";

    // Spaces wipe out what a longer line has left.
    private void Write(string line)
    {
        output.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
    }
}
