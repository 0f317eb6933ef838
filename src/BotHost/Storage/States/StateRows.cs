using System.Data.Common;
using System.Globalization;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Storage.States;

/// <summary>What a change wants remembered.</summary>
/// <param name="Changes">All of them or none.</param>
/// <param name="Outdated">Called with the first that is not what a handler has read: nothing of it is done then.</param>
internal sealed record StateWish(IReadOnlyList<StateChange> Changes, Action<StateAddress> Outdated);

/// <summary>How what bots remember changes, within a transaction.</summary>
/// <remarks>
/// All that a transaction wants is locked in one order before anything is decided, and what is new is written in that order too. So two
/// hosts may wait for each other, and never both; and who comes too late with something new learns it while nothing is decided yet.
/// </remarks>
internal sealed class StateRows(Database database)
{
    private const string AddSql = """
        INSERT INTO bot_states (bot, owner, name, revision, version, value, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (bot, owner, name) DO NOTHING RETURNING 1
        """;

    private const string SetSql = """
        UPDATE bot_states SET revision = $4, version = $5, value = $6, expires_at = $7 WHERE bot = $1 AND owner = $2 AND name = $3
        RETURNING 1
        """;

    private const string RemoveSql = "DELETE FROM bot_states WHERE bot = $1 AND owner = $2 AND name = $3 RETURNING 1";

    // Whoever changes a row holds it until the end of the transaction, so what was read stays as it was.
    private readonly string _lockSql =
        $"SELECT revision FROM bot_states WHERE bot = $1 AND owner = $2 AND name = $3 {database.AfterOthers}";

    /// <summary>For whom or what, no longer than an index bears.</summary>
    public static string OwnerOf(StateAddress address) => Identity.Shorten(address.Owner);

    /// <summary>Fulfils wishes, one after the other; one that is outdated takes none of the others along.</summary>
    public async Task ChangeAsync(
        IReadOnlyList<StateWish> wishes, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = RowsOf(wishes);
        var inOrder = rows.Values
            .OrderBy(row => row.Place.Bot, StringComparer.Ordinal)
            .ThenBy(row => row.Place.Owner, StringComparer.Ordinal)
            .ThenBy(row => row.Place.Key, StringComparer.Ordinal)
            .ToList();
        await ExecuteAsync(row => row.Lock(_lockSql));
        await ExecuteAsync(row => row.Claim(AddSql));
        foreach (var (changes, outdated) in wishes)
        {
            if (changes.FirstOrDefault(change => !rows[PlaceOf(change)].Allows(change)) is { } late)
            {
                outdated(late.Address);
                continue;
            }

            foreach (var change in changes)
            {
                rows[PlaceOf(change)].Make(change);
            }
        }

        await ExecuteAsync(row => row.Write(SetSql, RemoveSql));

        Task ExecuteAsync(Func<Row, Statement?> statement) => database.ExecuteAsync(
            [.. inOrder.Select(statement).OfType<Statement>()], connection, transaction, cancellationToken);
    }

    private static Dictionary<StateAddress, Row> RowsOf(IReadOnlyList<StateWish> wishes)
    {
        var rows = new Dictionary<StateAddress, Row>();
        foreach (var change in wishes.SelectMany(wish => wish.Changes))
        {
            var place = PlaceOf(change);
            if (!rows.TryGetValue(place, out var row))
            {
                rows[place] = row = new Row(place);
            }

            row.Candidate ??= change is { IsChecked: true, Expected: not null } ? null : change.Value;
        }

        return rows;
    }

    private static StateAddress PlaceOf(StateChange change) => change.Address with { Owner = OwnerOf(change.Address) };

    /// <summary>A value on its way through the transaction.</summary>
    private sealed class Row(StateAddress place)
    {
        private static readonly StateValue Unchanged = new(0, [], null);

        private long? _revision;
        private StateValue? _kept; // what is there: from before, or claimed
        private StateValue? _wanted;
        private bool _isTaken;

        public StateAddress Place => place;

        /// <summary>The first value that may be new there, and is the only one as a rule.</summary>
        public StateValue? Candidate { get; set; }

        public Statement Lock(string sql) => new(sql, PlaceAnd(), found =>
        {
            _revision = found is null ? null : Convert.ToInt64(found, CultureInfo.InvariantCulture);
            _wanted = _kept = found is null ? null : Unchanged;
        });

        /// <summary>Puts something new in its place before it is decided upon, to see whether another host has just done so.</summary>
        public Statement? Claim(string sql) => _kept is not null || Candidate is null
            ? null
            : new Statement(sql, PlaceAnd(Candidate), done =>
            {
                _isTaken = done is null;
                _kept = _isTaken ? null : Candidate;
            });

        public bool Allows(StateChange change) => !_isTaken && (!change.IsChecked || change.Expected == _revision);

        public void Make(StateChange change)
        {
            _wanted = change.Value;
            _revision = change.Value is null ? null : NewRevision(); // one that nobody has read
        }

        /// <summary>What is still to be done; null for nothing.</summary>
        public Statement? Write(string setSql, string removeSql) => ReferenceEquals(_wanted, _kept)
            ? null
            : _wanted is null ? new Statement(removeSql, PlaceAnd()) : new Statement(setSql, PlaceAnd(_wanted));

        private static long NewRevision() => Random.Shared.NextInt64();

        private object?[] PlaceAnd() => [place.Bot, place.Owner, place.Key];

        private object?[] PlaceAnd(StateValue value) =>
            [.. PlaceAnd(), NewRevision(), value.Version, value.Json, value.ExpiresAt?.ToUnixTimeMilliseconds()];
    }
}
