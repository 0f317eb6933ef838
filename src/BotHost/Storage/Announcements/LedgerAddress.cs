using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>Names a row of the ledger, and the command that it becomes.</summary>
/// <param name="Announcement">Which announcement.</param>
/// <param name="DueAt">When the run was due.</param>
/// <param name="IsTest">Whether the run is to be tried out.</param>
/// <param name="Dialog">Where.</param>
internal sealed record LedgerAddress(string Announcement, DateTimeOffset DueAt, bool IsTest, string Dialog)
{
    private const string Real = "announcement";
    private const string Test = "announcement-test";

    /// <summary>The id of the command, and what its message id derives from: the same however often it is made.</summary>
    public string CommandId => string.Create(
        CultureInfo.InvariantCulture, $"{(IsTest ? Test : Real)}/{Announcement}/{DueAt.UtcDateTime:O}/{Dialog}");

    public static LedgerAddress Of(StoredRun run, string dialog) => new(run.Definition.Name, run.DueAt, run.IsTest, dialog);

    /// <summary>The row that a command came from, if it came from one.</summary>
    public static bool TryParse(string commandId, [NotNullWhen(true)] out LedgerAddress? address)
    {
        address = null;
        if (!commandId.StartsWith(Real, StringComparison.Ordinal))
        {
            return false; // almost all commands, and quickly
        }

        if (commandId.Split('/', 4) is not [Real or Test, var announcement, var due, var dialog]
            || !DateTimeOffset.TryParseExact(due, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var dueAt))
        {
            return false;
        }

        address = new LedgerAddress(announcement, dueAt, commandId[Real.Length] != '/', dialog);
        return true;
    }
}
