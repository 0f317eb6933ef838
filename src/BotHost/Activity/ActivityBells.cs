using System.Collections.Concurrent;
using System.Threading.Channels;
using BotPlatform.BotHost.Storage;

namespace BotPlatform.BotHost.Activity;

/// <summary>Tells who looks for the users of an account that it is time. One who is busy is told once, however often it was time meanwhile.</summary>
internal sealed class ActivityBells(Database database, TimeProvider time) : IHearsHosts
{
    private const string Topic = "activity ";

    private readonly ConcurrentDictionary<string, Channel<bool>> _bells = new(StringComparer.Ordinal);

    /// <summary>Tells it on this host.</summary>
    /// <param name="account">The account's name. One that this host does not hold has nobody who listens.</param>
    public void Ring(string account) => Of(account).Writer.TryWrite(true);

    /// <summary>Tells it on all hosts that share the database: another one may hold the account.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task RingEverywhereAsync(string account, CancellationToken cancellationToken)
    {
        Ring(account);
        if (database.AnnounceSql is { } announce)
        {
            await database.AskAsync(
                async connection =>
                {
                    await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                    await database.ExecuteAsync([new Statement(announce, [Topic + account])], connection, transaction, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Hear(string? topic)
    {
        foreach (var account in _bells.Keys.Where(account => topic is null || topic == Topic + account))
        {
            Ring(account);
        }
    }

    /// <summary>Waits for the next ring, but no longer than that: whoever rings may be on another host, or have a clock that was set back.</summary>
    public async Task WaitAsync(string account, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await Of(account).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time anyway.
        }
    }

    private Channel<bool> Of(string account) => _bells.GetOrAdd(account, static _ => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
