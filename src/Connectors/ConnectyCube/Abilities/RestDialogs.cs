using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>
/// Finds the id under which the REST service has a dialog. A user's number stands for the 1-1 dialog with that user, which the
/// service has under an id of its own.
/// </summary>
/// <remarks>
/// The dialog that a 1-1 message names is its sender's claim. Nobody shall make a bot read out a group of which the sender is no
/// member, so a claim is checked before it is used.
/// </remarks>
internal sealed class RestDialogs(IDialogsApi api, DialogDirectory known)
{
    /// <exception cref="ConnectorRefusedException">It is no dialog, or a sender's claim that is not true.</exception>
    /// <exception cref="ConnectyCubeException">The service refuses or cannot be reached.</exception>
    public async ValueTask<string> IdOfAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        if (!ObjectId.TryNormalize(dialog.Id, out var id))
        {
            return await IdWithAsync(dialog.Id, cancellationToken).ConfigureAwait(false);
        }

        if (known.IsClaimOnly(id) && known.Find(id)?.UserId is { } opponent)
        {
            var isTrue = await IdWithAsync(opponent, cancellationToken).ConfigureAwait(false) == id;
            return isTrue
                ? id
                : throw new ConnectorRefusedException(
                    $"User {opponent} wrote from dialog {id}, which is not the 1-1 dialog with that user.", "forbidden");
        }

        return id;
    }

    /// <summary>The 1-1 dialog with a user. The service makes it when there is none: it has no other way to ask for it.</summary>
    private async ValueTask<string> IdWithAsync(string user, CancellationToken cancellationToken)
    {
        if (!long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var userId))
        {
            throw new ConnectorRefusedException(
                $"'{user}' is no dialog: an id is 24 hex digits, or a user's number for the 1-1 dialog with that user.",
                "item-not-found");
        }

        if (known.FindDialogOf(user) is { } found && !known.IsClaimOnly(found))
        {
            return found;
        }

        var dialog = await api.CreateAsync(
            new NewDialog { Type = DialogType.Private, OccupantIds = [userId] }, cancellationToken).ConfigureAwait(false);
        known.Learn(dialog.Id, new DialogTarget(user));
        return dialog.Id;
    }
}
