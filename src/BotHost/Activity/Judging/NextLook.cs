using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Activity.Judging;

/// <summary>When the network is asked about a user again. Waits differ by chance, so that users who came together are not asked about together.</summary>
internal static class NextLook
{
    /// <summary>The longest wait for users of whom the network would not speak.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);

    // So that one look is enough where the network rounds.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>After an answer.</summary>
    /// <param name="now">The time of the answer.</param>
    /// <param name="interval">The usual wait.</param>
    /// <param name="crossing">When an absence is to be told next; null for none.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset AfterAnswer(DateTimeOffset now, TimeSpan interval, DateTimeOffset? crossing, double chance)
    {
        var usual = now + (interval * (0.9 + (chance / 5)));
        return crossing + Rounding is { } earlier && earlier < usual ? earlier : usual;
    }

    /// <summary>After so many times in a row that there was no answer: longer each time, up to <see cref="LongestSilence"/>.</summary>
    /// <param name="now">The time of the refusal.</param>
    /// <param name="interval">The usual wait.</param>
    /// <param name="failures">1 for the first.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset AfterSilence(DateTimeOffset now, TimeSpan interval, int failures, double chance) =>
        now + new Backoff(interval * 2, interval > LongestSilence ? interval : LongestSilence).Delay(failures - 1, chance);
}
