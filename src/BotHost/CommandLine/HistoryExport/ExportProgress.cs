using System.Globalization;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>Tells the person at a terminal how far an export is: one line that changes, and one that stays at the end.</summary>
/// <param name="output">Where people read.</param>
/// <param name="isTerminal">Whether they sit there; if not, only the line at the end is written.</param>
/// <param name="time">For the rate.</param>
internal sealed class ExportProgress(TextWriter output, bool isTerminal, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private int _width;

    /// <summary>A page more is written.</summary>
    /// <param name="written">How many messages this run has written.</param>
    /// <param name="inFile">How many are in the file.</param>
    /// <param name="total">How many there are to have, when they were counted.</param>
    public void Report(long written, long inFile, long total)
    {
        if (isTerminal)
        {
            var share = total == 0 ? 100 : Math.Min(100, 100 * inFile / total);
            Show($"{Text(inFile)} of {Text(total)} messages, {share} %, {Text(Rate(written))}/s");
        }
    }

    /// <summary>It is over, whyever.</summary>
    public void End(long written, long inFile, string file)
    {
        if (isTerminal)
        {
            Show("");
            output.Write('\r');
        }

        output.WriteLine($"{Text(written)} messages written, {Text(Rate(written))}/s; {file} has {Text(inFile)}.");
    }

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private long Rate(long written) => (long)(written / Math.Max(time.GetElapsedTime(_start).TotalSeconds, 0.001));

    // Spaces wipe out what a longer line has left.
    private void Show(string line)
    {
        output.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
    }
}
