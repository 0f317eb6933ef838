using System.Globalization;
using BotPlatform.ConnectyCube;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>Finds the dialog that somebody names.</summary>
internal static class ExportDialog
{
    private const int IdLength = 24;
    private const int MaxUserDigits = 19;

    /// <summary>The id of the dialog: as it is written, or that of the 1-1 dialog with the user of this number.</summary>
    /// <exception cref="ExportException">It is neither, or there is no such dialog.</exception>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    public static async Task<string> FindAsync(string name, RestSession session, CancellationToken cancellationToken)
    {
        if (name.Length == IdLength && name.All(char.IsAsciiHexDigit))
        {
            return name.ToLowerInvariant();
        }

        if (name.Length > MaxUserDigits || !long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var user))
        {
            throw new ExportException(
                $"'{name}' is no dialog: an id is 24 hex digits, or a user's number for the 1-1 dialog with that user.");
        }

        var self = (await session.GetAsync(cancellationToken)).UserId;
        var all = DialogQuery.All.Where(DialogField.Type, Is.EqualTo(DialogType.Private));
        await foreach (var dialog in session.Dialogs.ListAllAsync(all, cancellationToken))
        {
            if (dialog.OccupantIds.Contains(user) && (user != self || dialog.OccupantIds.All(id => id == self)))
            {
                return dialog.Id;
            }
        }

        throw new ExportException($"The account has no 1-1 dialog with user {name}.");
    }
}
