using BotPlatform.BotHost.Storage.Parked;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>Forgets parked items for good, and says so in the log.</summary>
internal sealed partial class Discarder(ParkedStore parked, ILogger<Discarder> logger)
{
    private const int AtOnce = 500;

    /// <returns>Those that were there.</returns>
    /// <exception cref="Storage.StorageException">The database is away.</exception>
    public async Task<Discarded> DiscardAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var discarded = new List<long>();
        foreach (var some in numbers.Chunk(AtOnce))
        {
            discarded.AddRange((await parked.DiscardAsync(some, cancellationToken)).Order());
        }

        if (discarded.Count > 0)
        {
            LogDiscarded(discarded.Count, string.Join(", ", discarded.Take(20)));
        }

        return new Discarded { Numbers = discarded };
    }

    [LoggerMessage(LogLevel.Information, "{Count} parked items are discarded: {Numbers}.")]
    private partial void LogDiscarded(int count, string numbers);
}
