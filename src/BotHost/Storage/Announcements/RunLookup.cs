using BotPlatform.Contracts.Announcements;
using Dapper;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>Finds runs of an announcement without what they say, which may be much.</summary>
/// <remarks>Each method throws a <see cref="StorageException"/> when the database cannot be reached.</remarks>
internal sealed class RunLookup(Database database)
{
    /// <summary>The latest run that is no test.</summary>
    /// <param name="announcement">Of which announcement.</param>
    /// <param name="states">In one of these states; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<FoundRun?> LatestAsync(
        string announcement, IReadOnlyList<RunState> states, CancellationToken cancellationToken)
    {
        var only = states.Count == 0 ? "" : $"AND state {RunStates.In(states)}";
        var rows = await QueryAsync<(long Number, long DueAt, int State)>(
            $"""
            SELECT number, due_at, state FROM announcement_runs
            WHERE announcement = @announcement AND is_test = 0 {only} ORDER BY due_at DESC, number DESC LIMIT 1
            """,
            new { announcement },
            cancellationToken);
        return rows is [var row] ? new FoundRun(row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), (RunState)row.State) : null;
    }

    /// <summary>The numbers of the runs that are not over, tests too, the latest first.</summary>
    public Task<IReadOnlyList<long>> OpenAsync(string announcement, CancellationToken cancellationToken) => QueryAsync<long>(
        $"""
        SELECT number FROM announcement_runs
        WHERE announcement = @announcement AND state {RunStates.In(RunStates.Open)} ORDER BY due_at DESC, number DESC
        """,
        new { announcement },
        cancellationToken);

    /// <summary>Whether there is a run for that time that is no test.</summary>
    public async Task<bool> HasAsync(string announcement, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await QueryAsync<long>(
            "SELECT number FROM announcement_runs WHERE announcement = @announcement AND due_at = @due AND is_test = 0",
            new { announcement, due = dueAt.ToUnixTimeMilliseconds() },
            cancellationToken) is not [];

    private Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken) => database.AskAsync(
        async connection => (IReadOnlyList<T>)(await connection.QueryAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList(),
        cancellationToken);
}

/// <summary>A run, without what it says.</summary>
/// <param name="Number">Names it.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="State">How far it is.</param>
internal sealed record FoundRun(long Number, DateTimeOffset DueAt, RunState State);
