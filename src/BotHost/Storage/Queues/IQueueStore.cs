namespace BotPlatform.BotHost.Storage.Queues;

/// <summary>
/// Queues that survive the end of the process. Changes that are asked for at the same time are committed together, in the order in
/// which they were asked for.
/// </summary>
internal interface IQueueStore
{
    /// <summary>Makes changes durable, all of them or none.</summary>
    /// <param name="changes">
    /// What changes, in this order. <see cref="QueueChange.Committed"/> of each is called before the task completes.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for a place; once they have one, they are carried out.</param>
    /// <exception cref="StorageException">They were not carried out: the disk is full, or the database cannot be reached.</exception>
    /// <exception cref="UnstorableException">They were not carried out, and never will be.</exception>
    Task ChangeAsync(IReadOnlyList<QueueChange> changes, CancellationToken cancellationToken);

    /// <summary>What a queue keeps, from behind a number on, in order.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    Task<IReadOnlyList<QueueItem>> ReadAsync(string queue, long after, int limit, CancellationToken cancellationToken);

    /// <summary>What a queue keeps besides what is known of it, in order.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    Task<IReadOnlyList<QueueItem>> ReadAsync(
        string queue, IReadOnlyCollection<long> known, int limit, CancellationToken cancellationToken);

    /// <summary>Whether something was taken over before.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    Task<bool> IsRememberedAsync(Identity identity, CancellationToken cancellationToken);

    /// <summary>How many items each queue keeps; those that are empty are not named.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Forgets identities that were remembered before a time, so many at most.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
