using System.Globalization;
using System.Net;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Http;
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
    private const string NotFound = "item-not-found";

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

    /// <summary>The dialog itself.</summary>
    /// <exception cref="ConnectorRefusedException">The account has no such dialog.</exception>
    /// <inheritdoc cref="IdOfAsync" path="/exception"/>
    public async Task<Dialog> GetAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        if (!ObjectId.IsValid(dialog.Id))
        {
            // What is known may be out of date: the other user may have deleted it for both, or the account for itself.
            return await OpenAsync(UserOf(dialog.Id), cancellationToken).ConfigureAwait(false);
        }

        var id = await IdOfAsync(dialog, cancellationToken).ConfigureAwait(false);
        return await api.GetAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorRefusedException($"The account has no dialog {id}.", NotFound);
    }

    /// <summary>The 1-1 dialog with a user. The service makes it when there is none: it has no other way to ask for it.</summary>
    /// <exception cref="ConnectorRefusedException">There is no such user.</exception>
    /// <exception cref="ConnectyCubeException">The service refuses or cannot be reached.</exception>
    public async Task<Dialog> OpenAsync(long userId, CancellationToken cancellationToken)
    {
        try
        {
            var dialog = await api.CreateAsync(
                new NewDialog { Type = DialogType.Private, OccupantIds = [userId] }, cancellationToken).ConfigureAwait(false);
            known.Learn(dialog.Id, new DialogTarget(RestCall.Text(userId)));
            return dialog;
        }
        catch (ConnectyCubeException e) when (e.Status == HttpStatusCode.UnprocessableEntity)
        {
            throw new ConnectorRefusedException($"There is no user {userId} besides the account itself.", NotFound, e);
        }
    }

    /// <summary>The dialog is deleted for everybody; the next one with the same user has another id.</summary>
    public void Forget(string id) => known.Forget(id);

    private async ValueTask<string> IdWithAsync(string user, CancellationToken cancellationToken)
    {
        var number = UserOf(user);
        return known.FindDialogOf(user) is { } found && !known.IsClaimOnly(found)
            ? found
            : (await OpenAsync(number, cancellationToken).ConfigureAwait(false)).Id;
    }

    private static long UserOf(string dialog) => long.TryParse(dialog, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ConnectorRefusedException(
            $"'{dialog}' is no dialog: an id is 24 hex digits, or a user's number for the 1-1 dialog with that user.", NotFound);
}
