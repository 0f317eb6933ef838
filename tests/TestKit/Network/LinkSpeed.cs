namespace BotPlatform.TestKit.Network;

/// <summary>How slow a link is, in each direction.</summary>
/// <param name="Latency">What every chunk of at most 16 KiB waits before it goes on; chunks wait one after the other.</param>
/// <param name="BytesPerSecond">How many bytes pass in a second; no limit unless told.</param>
public sealed record LinkSpeed(TimeSpan Latency = default, int? BytesPerSecond = null)
{
    internal const int LargestChunk = 16 * 1024;

    /// <summary>Nothing waits.</summary>
    public static LinkSpeed Unlimited { get; } = new();

    // Twenty chunks a second make a slow link smooth.
    internal int Chunk => BytesPerSecond is { } rate ? Math.Clamp(rate / 20, 1, LargestChunk) : LargestChunk;

    internal TimeSpan DelayOf(int bytes) =>
        BytesPerSecond is { } rate ? Latency + TimeSpan.FromSeconds((double)bytes / rate) : Latency;
}
