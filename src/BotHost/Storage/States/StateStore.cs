using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.State;
using Dapper;

namespace BotPlatform.BotHost.Storage.States;

/// <summary>What bots remember. It changes together with the queues (<see cref="QueueChange.States"/>).</summary>
internal sealed class StateStore(Database database)
{
    /// <summary>What is kept there, expired or not; null for nothing.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken) => database.AskAsync(
        async connection =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
                """
                SELECT revision AS Revision, version AS Version, value AS Value, expires_at AS ExpiresAt
                FROM bot_states WHERE bot = @Bot AND owner = @Owner AND name = @Key
                """,
                new { address.Bot, Owner = StateRows.OwnerOf(address), address.Key },
                cancellationToken: cancellationToken));
            return row?.ToRecord();
        },
        cancellationToken);

    /// <summary>Forgets what has expired by a time, so many at most. What is just being changed stays.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            $"""
            DELETE FROM bot_states WHERE expires_at <= @before AND (bot, owner, name) IN (
                SELECT bot, owner, name FROM bot_states WHERE expires_at <= @before LIMIT @limit {database.UnlessLocked})
            """,
            new { before = before.ToUnixTimeMilliseconds(), limit },
            cancellationToken: cancellationToken)),
        cancellationToken);

    private sealed class Row
    {
        public long Revision { get; init; }

        public int Version { get; init; }

        public byte[] Value { get; init; } = [];

        public long? ExpiresAt { get; init; }

        public StateRecord ToRecord() => new(
            Revision,
            new StateValue(Version, Value, ExpiresAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null));
    }
}
