using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Finds out where the messages of a dialog go. A user's number stands for the 1-1 dialog with that user; other dialogs are
/// known from what came in, or the REST service is asked.
/// </summary>
internal sealed class DialogLookup(DialogDirectory dialogs, RestSession rest, AccountIdentity identity)
{
    private const string NotFound = "item-not-found";

    /// <exception cref="ConnectorRefusedException">There is no such dialog for this account.</exception>
    /// <exception cref="ConnectorException">The REST service cannot be reached, or refused.</exception>
    public async ValueTask<DialogTarget> FindAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        if (ChatAddresses.IsUserId(dialog.Id))
        {
            return new DialogTarget(dialog.Id);
        }

        if (!ObjectId.IsValid(dialog.Id))
        {
            throw new ConnectorRefusedException(
                $"'{dialog.Id}' is no dialog: an id is 24 hex digits, or a user's number for the 1-1 dialog with that user.",
                NotFound);
        }

        return dialogs.Find(dialog.Id) ?? await AskAsync(dialog.Id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DialogTarget> AskAsync(string id, CancellationToken cancellationToken)
    {
        if (!rest.IsPossible)
        {
            throw new ConnectorRefusedException(
                $"Nothing has come in from dialog {id} yet, and the REST service cannot be asked about it, because the account has no "
                + "login: set its Login beside its UserId.", NotFound);
        }

        var dialog = await GetAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorRefusedException($"The account has no dialog {id}.", NotFound);
        var target = dialog.Type == DialogType.Private ? Opponent(dialog) : DialogTarget.Room;
        dialogs.Learn(id, target);
        return target;
    }

    private async Task<Dialog?> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await rest.Dialogs.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectyCubeException e)
        {
            throw RestFailures.AtCommand(e);
        }
    }

    private DialogTarget Opponent(Dialog dialog)
    {
        foreach (var occupant in dialog.OccupantIds)
        {
            if (occupant.ToString(CultureInfo.InvariantCulture) is var id && id != identity.UserId)
            {
                return new DialogTarget(id);
            }
        }

        throw new ConnectorRefusedException($"Nobody but the account itself is in dialog {dialog.Id}.", NotFound);
    }
}
