using BotPlatform.BotHost.Storage;
using Dapper;

namespace BotPlatform.BotHost.Leases;

/// <inheritdoc />
internal sealed class LeaseStore(Database database) : ILeaseStore
{
    private const long DayInMilliseconds = 86_400_000;

    // The host first, so that it is never taken for living when its leases have run out.
    private readonly string _renewSql = $"""
        INSERT INTO hosts (host, name, seen_at) VALUES (@host, @name, {database.Clock})
        ON CONFLICT (host) DO UPDATE SET seen_at = {database.Clock};
        UPDATE leases SET expires_at = {database.Clock} + @ttl
        WHERE name {database.OneOf("@held")} AND holder = @host AND expires_at > {database.Clock} RETURNING name;
        SELECT name, holder FROM leases WHERE holder IS NOT NULL AND expires_at > {database.Clock};
        SELECT host, name FROM hosts WHERE seen_at > {database.Clock} - @ttl;
        """;

    // What this host holds according to the database alone is what it has let go of, or what it took without hearing of it.
    private readonly string _takeSql = $"""
        INSERT INTO leases AS lease (name, holder, epoch, expires_at) VALUES (@name, @host, 1, {database.Clock} + @ttl)
        ON CONFLICT (name) DO UPDATE SET holder = @host, epoch = lease.epoch + 1, expires_at = {database.Clock} + @ttl
        WHERE lease.holder IS NULL OR lease.holder = @host OR lease.expires_at <= {database.Clock}
        RETURNING epoch
        """;

    private readonly string _leaveSql = $"""
        DELETE FROM hosts WHERE host = @Id OR seen_at < {database.Clock} - {DayInMilliseconds}
        """;

    public Task<LeaseView> RenewAsync(
        HostIdentity host, IReadOnlyCollection<string> held, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        database.AskAsync(
            async connection =>
            {
                var parameters = new
                {
                    host = host.Id,
                    name = host.Name,
                    held = held.ToList(),
                    ttl = Milliseconds(timeToLive),
                };
                await using var answers = await connection.QueryMultipleAsync(
                    new CommandDefinition(_renewSql, parameters, cancellationToken: cancellationToken));
                var renewed = await answers.ReadAsync<string>();
                var holders = await answers.ReadAsync<(string Name, string Holder)>();
                var living = await answers.ReadAsync<(string Id, string Name)>();
                return new LeaseView(
                    renewed.ToHashSet(StringComparer.Ordinal),
                    holders.ToDictionary(one => one.Name, one => one.Holder, StringComparer.Ordinal),
                    living.ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal));
            },
            cancellationToken);

    public Task<long?> TryTakeAsync(
        HostIdentity host, string name, TimeSpan timeToLive, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            _takeSql,
            new { name, host = host.Id, ttl = Milliseconds(timeToLive) },
            cancellationToken: cancellationToken)),
        cancellationToken);

    public Task ReleaseAsync(HostIdentity host, string name, long epoch, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE leases SET holder = NULL WHERE name = @name AND holder = @host AND epoch = @epoch",
            new { name, host = host.Id, epoch },
            cancellationToken: cancellationToken)),
        cancellationToken);

    public Task LeaveAsync(HostIdentity host, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(_leaveSql, new { host.Id }, cancellationToken: cancellationToken)),
        cancellationToken);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
