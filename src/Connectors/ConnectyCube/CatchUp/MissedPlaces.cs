using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.CatchUp;

/// <summary>A dialog in which something was missed.</summary>
/// <param name="Id">What the service calls it.</param>
/// <param name="Dialog">What bots call it.</param>
/// <param name="Kind">Who can read it.</param>
internal sealed record MissedPlace(string Id, DialogRef Dialog, DialogKind Kind);

/// <summary>Calls dialogs of the REST service what a live message of the same dialog is said to be in.</summary>
internal sealed class MissedPlaces(AccountIdentity identity, DialogDirectory known)
{
    /// <summary>Null for what is no dialog with anybody.</summary>
    public MissedPlace? Of(Dialog dialog)
    {
        if (!ObjectId.TryNormalize(dialog.Id, out var id))
        {
            return null;
        }

        if (dialog.Type != DialogType.Private)
        {
            known.Learn(id, DialogTarget.Room);
            return new MissedPlace(id, new DialogRef(id), DialogKind.Group);
        }

        if (dialog.OccupantIds.Select(RestCall.Text).FirstOrDefault(user => user != identity.UserId) is not { } opponent)
        {
            return null;
        }

        // A dialog that the opponent claimed is what bots know, and what the live messages are in: it stays the opponent's.
        if (known.FindDialogOf(opponent) is { } told)
        {
            return new MissedPlace(id, new DialogRef(told), DialogKind.Direct);
        }

        known.Learn(id, new DialogTarget(opponent));
        return new MissedPlace(id, new DialogRef(id), DialogKind.Direct);
    }
}
