using System.Globalization;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 5: dialogs.</summary>
public interface IDialogsApi
{
    /// <summary>Creates a dialog; for a private one that exists already, returns that one.</summary>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<Dialog> CreateAsync(NewDialog dialog, CancellationToken cancellationToken);

    /// <summary>The caller's dialogs, newest activity first.</summary>
    /// <param name="type">Only those of this kind; null for all.</param>
    /// <param name="skip">How many to leave out at the front.</param>
    /// <param name="limit">How many at most; the service gives 100 at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<DialogPage> ListAsync(DialogType? type, int skip, int limit, CancellationToken cancellationToken);

    /// <summary>The dialog with this id, or null when the caller has none.</summary>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<Dialog?> GetAsync(string id, CancellationToken cancellationToken);
}

internal sealed class DialogsApi(RestSession session) : IDialogsApi
{
    private const string Path = "chat/Dialog";

    public Task<Dialog> CreateAsync(NewDialog dialog, CancellationToken cancellationToken)
    {
        var request = new NewDialogRequest
        {
            Type = (int)dialog.Type,
            OccupantIds = dialog.OccupantIds.Count == 0 ? null : dialog.OccupantIds,
            Name = dialog.Name,
            Description = dialog.Description,
            Photo = dialog.Photo,
        };
        var call = RestCall.Post(Path, request, RestJson.Default.NewDialogRequest);
        return session.SendAsync(call, RestJson.Default.Dialog, cancellationToken);
    }

    public Task<DialogPage> ListAsync(DialogType? type, int skip, int limit, CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Get, Path)
        {
            Query =
            [
                ("type", type is { } kind ? ((int)kind).ToString(CultureInfo.InvariantCulture) : null),
                ("sort_desc", "last_message_date_sent"),
                ("skip", skip.ToString(CultureInfo.InvariantCulture)),
                ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ],
        };
        return session.SendAsync(call, RestJson.Default.DialogPage, cancellationToken);
    }

    public async Task<Dialog?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Get, Path) { Query = [("_id", id), ("limit", "1")] };
        var page = await session.SendAsync(call, RestJson.Default.DialogPage, cancellationToken).ConfigureAwait(false);

        // A service that does not know the filter answers with any dialog; that must not become the recipient.
        return page.Items.FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.OrdinalIgnoreCase));
    }
}
