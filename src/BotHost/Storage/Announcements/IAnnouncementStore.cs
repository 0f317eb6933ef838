using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>
/// Announcements, their runs, the ledger of their recipients, and the audit. What changes is durable when the task completes; a change and
/// its audit record are one transaction.
/// </summary>
/// <remarks>Each method throws a <see cref="StorageException"/> when the database cannot be reached.</remarks>
internal interface IAnnouncementStore
{
    /// <summary>Adds one.</summary>
    /// <returns>False when there is one with the name.</returns>
    Task<bool> AddAsync(StoredAnnouncement announcement, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Exchanges what an announcement is, if it is as it was read.</summary>
    /// <param name="announcement">As it shall be.</param>
    /// <param name="changedAt">The <see cref="StoredAnnouncement.ChangedAt"/> with which it was read.</param>
    /// <param name="audit">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when it was changed meanwhile, or is gone.</returns>
    Task<bool> ReplaceAsync(
        StoredAnnouncement announcement, DateTimeOffset changedAt, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>One; null when there is none.</summary>
    Task<StoredAnnouncement?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>All, by name.</summary>
    Task<IReadOnlyList<StoredAnnouncement>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Begins a run, unless there is one for that time; a time is kept in whole milliseconds.</summary>
    /// <param name="definition">What is said.</param>
    /// <param name="dueAt">When it was due.</param>
    /// <param name="isTest">Whether it is to be tried out.</param>
    /// <param name="audit">Who does it; written if the run is new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run, and whether it is new.</returns>
    Task<(StoredRun Run, bool IsNew)> StartRunAsync(
        Announcement definition, DateTimeOffset dueAt, bool isTest, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Moves a run on, if it is in one of these states.</summary>
    /// <returns>Whether it was.</returns>
    Task<bool> MoveRunAsync(
        long run, IReadOnlyList<RunState> from, RunState to, string? problem, AuditRecord? audit, CancellationToken cancellationToken);

    /// <summary>One; null when there is none.</summary>
    Task<StoredRun?> FindRunAsync(long run, CancellationToken cancellationToken);

    /// <summary>The latest runs of an announcement, the latest first.</summary>
    Task<IReadOnlyList<StoredRun>> ListRunsAsync(string announcement, int limit, CancellationToken cancellationToken);

    /// <summary>The runs of an account that are not over, the one that was due first at the front, but for those of announcements that are paused or cancelled.</summary>
    Task<IReadOnlyList<StoredRun>> OpenRunsAsync(AccountRef account, CancellationToken cancellationToken);

    /// <summary>Puts recipients into the ledger of a run that is being looked up; those who are there already stay as they are.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="recipients">Who.</param>
    /// <param name="cursor">Where the looking up goes on.</param>
    /// <param name="isLast">Whether these were all, so that the sending begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the run is not being looked up (any more): nothing was added.</returns>
    /// <exception cref="UnstorableException">The database refuses one of them, and always will.</exception>
    Task<bool> AddRecipientsAsync(
        long run, IReadOnlyList<NewRecipient> recipients, string? cursor, bool isLast, CancellationToken cancellationToken);

    /// <summary>How many recipients of a run are in each state; states that nobody is in are not named.</summary>
    Task<IReadOnlyDictionary<RecipientState, long>> CountAsync(long run, CancellationToken cancellationToken);

    /// <summary>Rows of a run, from behind a number on, in order.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="states">In one of these states; empty for all.</param>
    /// <param name="after">Behind this number; 0 for from the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<LedgerRow>> ReadAsync(
        long run, IReadOnlyList<RecipientState> states, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Those of a run who are pending get nothing any more.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="reason">Why.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many.</returns>
    Task<int> FailPendingAsync(long run, string reason, int limit, CancellationToken cancellationToken);

    /// <summary>A recipient who is pending gets nothing: it cannot be sent.</summary>
    Task FailAsync(LedgerRow row, string reason, CancellationToken cancellationToken);

    /// <summary>The first of a run is about to be sent; the first time counts.</summary>
    Task BeginRunAsync(long run, CancellationToken cancellationToken);

    /// <summary>Ends a run that is being sent, if there is nobody left: nobody is pending, and nobody's is on its way.</summary>
    /// <returns>Whether there was nobody.</returns>
    Task<bool> CompleteRunAsync(long run, CancellationToken cancellationToken);

    /// <summary>Says how a run goes, for those who look from other hosts.</summary>
    Task TellAsync(long run, double rate, string? waitsFor, CancellationToken cancellationToken);

    /// <summary>The dialogs that an account's runs have sent something to, or heard something from, since then, with the last time.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> RecentDialogsAsync(
        AccountRef account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Whether messages of an account's announcements are known, so that what becomes of them is worth writing down.</summary>
    Task<bool> HasRunsAsync(AccountRef account, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets runs that ended before a time, with their recipients, and what the audit says of the time before; so many rows at most.
    /// </summary>
    /// <returns>How many rows.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes those who are refused or failed pending again, and the run one that is being sent; it expires as late after this as it did
    /// after it was due. Not of a run that was stopped or has failed. What was cut off in the middle comes to its end.
    /// </summary>
    /// <returns>How many; 0 also when the run is not one of these.</returns>
    Task<long> RetryAsync(long run, AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>Records what was done that changes nothing else, such as a refused command.</summary>
    Task RecordAsync(AuditRecord audit, CancellationToken cancellationToken);

    /// <summary>The latest records, the latest first.</summary>
    /// <param name="announcement">Only of this one; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<AuditRecord>> AuditAsync(string? announcement, int limit, CancellationToken cancellationToken);
}
