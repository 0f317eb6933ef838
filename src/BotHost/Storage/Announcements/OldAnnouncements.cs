using Dapper;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>Forgets what nobody asks for any more: rows of the ledger first, and a run when it has none left.</summary>
internal sealed class OldAnnouncements(Database database)
{
    private static readonly string[] Steps =
    [
        """
        DELETE FROM announcement_recipients WHERE (run, number) IN (
            SELECT p.run, p.number FROM announcement_runs r JOIN announcement_recipients p ON p.run = r.number
            WHERE r.finished_at < @before LIMIT @limit)
        """,
        $"""
        DELETE FROM announcement_runs WHERE number IN (
            SELECT r.number FROM announcement_runs r
            WHERE r.finished_at < @before AND NOT r.state {RunStates.In(RunStates.Open)}
                AND NOT EXISTS (SELECT 1 FROM announcement_recipients p WHERE p.run = r.number) LIMIT @limit)
        """,
        "DELETE FROM announcement_audit WHERE number IN (SELECT number FROM announcement_audit WHERE at < @before LIMIT @limit)",
    ];

    /// <returns>How many rows.</returns>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var step in Steps)
        {
            forgotten += await database.AskAsync(
                connection => connection.ExecuteAsync(new CommandDefinition(
                    step,
                    new { before = before.ToUnixTimeMilliseconds(), limit = limit - forgotten },
                    cancellationToken: cancellationToken)),
                cancellationToken);
            if (forgotten >= limit)
            {
                break;
            }
        }

        return forgotten;
    }
}
