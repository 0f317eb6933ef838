using System.Data.Common;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;
using Dapper;

namespace BotPlatform.BotHost.Storage.Activity;

/// <summary>The users whose last activity accounts watch. Reads and writes take as many at once as the caller has, which is not many.</summary>
internal sealed class ActivityStore(Database database, GroupCommit writes)
{
    private const string Columns = """
        user_id AS Id, dialog AS Dialog, is_online AS IsOnline, last_active_at AS LastActiveAt, seen_at AS SeenAt, next_look AS NextLook,
        failures AS Failures, told AS Told
        """;

    /// <summary>Watches users, or one more reason to; those that are watched already stay as they are.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public Task AddAsync(AccountRef account, IReadOnlyCollection<NewWatch> watches, CancellationToken cancellationToken) => WriteAsync(
        [
            .. watches.Where(watch => watch.User.Length is > 0 and <= WatchedUserRows.LongestId)
                .OrderBy(watch => watch.User, StringComparer.Ordinal) // hosts that wait for each other's rows keep to one order
                .SelectMany(watch => WatchedUserRows.Add(AccountName.Of(account), watch)),
        ],
        cancellationToken);

    /// <summary>Writes what is known of users now. One that is watched no more is passed over.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public Task SaveAsync(AccountRef account, IReadOnlyCollection<WatchedUser> users, CancellationToken cancellationToken) => WriteAsync(
        [.. users.OrderBy(user => user.Id, StringComparer.Ordinal).Select(user => WatchedUserRows.Save(AccountName.Of(account), user))],
        cancellationToken);

    /// <summary>The users who are to be looked for then or before, those first who wait longest.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<WatchedUser>> FindDueAsync(
        AccountRef account, DateTimeOffset until, int limit, CancellationToken cancellationToken) => ReadAsync(
        account,
        $"SELECT {Columns} FROM watched_users WHERE account = @account AND next_look <= @until ORDER BY next_look, user_id LIMIT @limit",
        new { account = AccountName.Of(account), until = until.ToUnixTimeMilliseconds(), limit },
        cancellationToken);

    /// <summary>What is known of some users; those who are not watched are missing.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<WatchedUser>> FindAsync(
        AccountRef account, IReadOnlyCollection<string> users, CancellationToken cancellationToken) => ReadAsync(
        account,
        $"SELECT {Columns} FROM watched_users WHERE account = @account AND user_id {database.OneOf("@users")}",
        new { account = AccountName.Of(account), users = users.ToList() },
        cancellationToken);

    /// <summary>Those who were active last of those who are watched for these reasons, who is there before all others.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task<IReadOnlyList<string>> FindMostActiveAsync(
        AccountRef account, IReadOnlyCollection<string> sources, int limit, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<string>>(
            async connection => (await connection.QueryAsync<string>(new CommandDefinition(
                $"""
                SELECT user_id FROM watched_users WHERE account = @account AND last_active_at IS NOT NULL AND EXISTS (
                    SELECT 1 FROM watched_as reason
                    WHERE reason.account = watched_users.account AND reason.user_id = watched_users.user_id
                        AND reason.source {database.OneOf("@sources")})
                ORDER BY is_online DESC, last_active_at DESC, user_id LIMIT @limit
                """,
                new { account = AccountName.Of(account), sources = sources.Select(Identity.Shorten).ToList(), limit },
                cancellationToken: cancellationToken))).AsList(),
            cancellationToken);

    /// <summary>Has these users looked for at that time, if not earlier anyway.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task HastenAsync(
        AccountRef account, IReadOnlyCollection<string> users, DateTimeOffset at, CancellationToken cancellationToken) => ChangeAsync(
        $"""
        UPDATE watched_users SET next_look = @at WHERE account = @account AND next_look > @at AND user_id {database.OneOf("@users")}
        """,
        new { account = AccountName.Of(account), users = users.ToList(), at = at.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Has nobody looked for later than that: for when the clock was set back, or the waits have become shorter.</summary>
    /// <param name="account">Of whom.</param>
    /// <param name="at">The latest for users of whom the network has spoken.</param>
    /// <param name="silentAt">The latest for the others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task HastenAsync(
        AccountRef account, DateTimeOffset at, DateTimeOffset silentAt, CancellationToken cancellationToken) => ChangeAsync(
        """
        UPDATE watched_users SET next_look = CASE WHEN failures = 0 THEN @at ELSE @silentAt END
        WHERE account = @account AND next_look > CASE WHEN failures = 0 THEN @at ELSE @silentAt END
        """,
        new { account = AccountName.Of(account), at = at.ToUnixTimeMilliseconds(), silentAt = silentAt.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Forgets a reason for users for whom it was not given again since then, and users without a reason.</summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task ForgetAsync(AccountRef account, string source, DateTimeOffset before, CancellationToken cancellationToken) => ForgetAsync(
        "DELETE FROM watched_as WHERE account = @account AND source = @source AND confirmed_at < @before",
        new { account = AccountName.Of(account), source = Identity.Shorten(source), before = before.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>
    /// Forgets all reasons but these, and users without a reason. Who has talked to a bot stays: nobody could find out again.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public Task ForgetAllButAsync(AccountRef account, IReadOnlyCollection<string> sources, CancellationToken cancellationToken) => ForgetAsync(
        $"""
        DELETE FROM watched_as
        WHERE account = @account AND source <> 'talked' AND source NOT LIKE 'talked/%' AND NOT (source {database.OneOf("@sources")})
        """,
        new { account = AccountName.Of(account), sources = sources.Select(Identity.Shorten).ToList() },
        cancellationToken);

    private Task<bool> ForgetAsync(string sql, object values, CancellationToken cancellationToken) => database.AskAsync(
        async connection =>
        {
            if (await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken)) > 0)
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    """
                    DELETE FROM watched_users WHERE account = @account AND NOT EXISTS (
                        SELECT 1 FROM watched_as reason
                        WHERE reason.account = watched_users.account AND reason.user_id = watched_users.user_id)
                    """,
                    values,
                    cancellationToken: cancellationToken));
            }

            return true;
        },
        cancellationToken);

    private Task<int> ChangeAsync(string sql, object values, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken)), cancellationToken);

    private async Task WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        if (statements.Count == 0)
        {
            return;
        }

        var write = new ActivityWrite(statements);
        await writes.AddAsync(write, cancellationToken);
        await write.Outcome;
    }

    private Task<IReadOnlyList<WatchedUser>> ReadAsync(
        AccountRef account, string sql, object values, CancellationToken cancellationToken) => database.AskAsync(
        async connection =>
        {
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
            var sources = rows.Count == 0 ? null : await SourcesAsync(account, rows, connection, cancellationToken);
            return (IReadOnlyList<WatchedUser>)[.. rows.Select(row => row.Read([.. sources![row.Id]]))];
        },
        cancellationToken);

    private async Task<ILookup<string, string>> SourcesAsync(
        AccountRef account, List<Row> rows, DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string User, string Source)>(new CommandDefinition(
            $"SELECT user_id, source FROM watched_as WHERE account = @account AND user_id {database.OneOf("@users")}",
            new { account = AccountName.Of(account), users = rows.Select(row => row.Id).ToList() },
            cancellationToken: cancellationToken))).ToLookup(one => one.User, one => one.Source, StringComparer.Ordinal);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string? Dialog { get; init; }

        public long IsOnline { get; init; }

        public long? LastActiveAt { get; init; }

        public long? SeenAt { get; init; }

        public long NextLook { get; init; }

        public long Failures { get; init; }

        public string Told { get; init; } = "";

        public WatchedUser Read(IReadOnlyList<string> sources) => new()
        {
            Id = Id,
            Dialog = Dialog,
            IsOnline = IsOnline != 0,
            LastActiveAt = Moment(LastActiveAt),
            SeenAt = Moment(SeenAt),
            NextLook = DateTimeOffset.FromUnixTimeMilliseconds(NextLook),
            Failures = (int)Failures,
            Told = Told.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Sources = sources,
        };

        private static DateTimeOffset? Moment(long? milliseconds) =>
            milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
