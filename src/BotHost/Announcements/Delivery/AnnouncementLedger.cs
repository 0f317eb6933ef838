using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Writes into the ledger what becomes of the messages of announcements.</summary>
internal sealed class AnnouncementLedger(AccountDesks desks, AnnouncementMetrics metrics, TimeProvider time) : ICommandLedger
{
    // The network's word for "not so fast" (RFC 6120 §8.3.3.18).
    private const string Later = "resource-constraint";

    // No network has refused it: it is of an account that this host does not have (any more).
    private const string UnknownAccount = "unknown-account";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public LedgerEntry? Finished(IReliableCommand command, IAccountEvent? outcome) =>
        LedgerAddress.TryParse(command.CommandId, out var address)
            ? Entry(
                command.Account,
                outcome switch
                {
                    CommandFailed { Reason: Later } => LedgerSql.Again(address, Later, Now),
                    CommandFailed { Reason: null or UnknownAccount } failed =>
                        LedgerSql.End(address, RecipientState.Failed, failed.Problem, Now),
                    CommandFailed failed => LedgerSql.End(address, RecipientState.Refused, failed.Reason, Now),
                    _ => LedgerSql.End(address, RecipientState.Acknowledged, reason: null, Now),
                },
                outcome switch
                {
                    CommandFailed { Reason: Later } => "put off",
                    CommandFailed { Reason: null or UnknownAccount } => "failed",
                    CommandFailed => "refused",
                    _ => "acknowledged",
                },
                () => desks.Of(command.Account).Finished(command.CommandId))
            : null;

    public LedgerEntry? Happened(IAccountEvent @event) => @event switch
    {
        MessageDelivered delivered => Marked(delivered, delivered.MessageId, delivered.User, isRead: false),
        MessageRead read => Marked(read, read.MessageId, read.User, isRead: true),
        _ => null,
    };

    private LedgerEntry? Marked(IChatEvent @event, string messageId, UserRef user, bool isRead) =>
        desks.Of(@event.Origin.Account).MayHaveRuns
            ? Entry(
                @event.Origin.Account, LedgerSql.Mark(messageId, user.Id, isRead, Now), isRead ? "read" : "delivered", written: null)
            : null;

    private LedgerEntry Entry(AccountRef account, Storage.Statement statement, string outcome, Action? written)
    {
        var isChanged = false;
        return new LedgerEntry(
            statement with { Read = row => isChanged = row is not null },
            () =>
            {
                if (isChanged)
                {
                    metrics.Became(account, outcome);
                }

                written?.Invoke();
            });
    }
}
