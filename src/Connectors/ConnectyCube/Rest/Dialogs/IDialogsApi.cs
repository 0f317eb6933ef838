using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

/// <summary>Section 5: dialogs. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot be reached.</summary>
public interface IDialogsApi
{
    /// <summary>Creates a dialog; for a private one that exists already, returns that one.</summary>
    Task<Dialog> CreateAsync(NewDialog dialog, CancellationToken cancellationToken);

    /// <summary>A part of the list; in the service's own order unless the query sorts it.</summary>
    Task<Page<Dialog>> ListAsync(Query<Dialog> query, Part? part, CancellationToken cancellationToken);

    /// <summary>All that the query names, oldest first, each once, also those that are made meanwhile.</summary>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<Dialog> ListAllAsync(Query<Dialog> query, CancellationToken cancellationToken);

    /// <summary>
    /// A page of all that the query names along their creation, for whoever goes on later or elsewhere. When dialogs were deleted
    /// meanwhile, those of the same second may come again.
    /// </summary>
    Task<ListStep<Dialog>> ListPageAsync(
        Query<Dialog> query, Direction direction, ListPlace place, CancellationToken cancellationToken);

    /// <summary>The same in the order of the query. A dialog that changes its place meanwhile may be missing or come again.</summary>
    Task<ListStep<Dialog>> ListPageAsync(Query<Dialog> query, ListPlace place, CancellationToken cancellationToken);

    /// <summary>How many the query names.</summary>
    Task<long> CountAsync(Query<Dialog> query, CancellationToken cancellationToken);

    /// <summary>The dialog with this id, or null when the caller has none.</summary>
    Task<Dialog?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Changes a dialog; section 5.2 says who may.</summary>
    /// <exception cref="ArgumentException">The change is empty or contradicts itself.</exception>
    Task<Dialog> UpdateAsync(string id, DialogUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a dialog; for oneself means to leave it.</summary>
    Task DeleteAsync(string id, DeletionScope scope, CancellationToken cancellationToken);

    /// <summary>Deletes several dialogs and says what became of each; what is not permitted is no exception.</summary>
    Task<DeletionReport> DeleteAsync(IReadOnlyList<string> ids, DeletionScope scope, CancellationToken cancellationToken);

    /// <summary>Empties the history.</summary>
    Task ClearHistoryAsync(string id, DeletionScope scope, CancellationToken cancellationToken);

    /// <summary>Makes the caller a member of a public dialog.</summary>
    Task<Dialog> SubscribeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Ends that.</summary>
    Task UnsubscribeAsync(string id, CancellationToken cancellationToken);

    /// <summary>All members, each once.</summary>
    /// <inheritdoc cref="ListAllAsync" path="/exception"/>
    IAsyncEnumerable<User> ListOccupantsAsync(string id, CancellationToken cancellationToken);

    /// <summary>A page of the same, for whoever goes on later or elsewhere. While members go, some may come again.</summary>
    Task<ListStep<User>> ListOccupantsPageAsync(string id, ListPlace place, CancellationToken cancellationToken);

    /// <summary>Gives members more rights, and takes them away. At most five have them; only the owner may change it.</summary>
    Task<Dialog> ChangeAdminsAsync(
        string id, IReadOnlyList<long> add, IReadOnlyList<long> remove, CancellationToken cancellationToken);

    /// <summary>Whether the caller gets push notifications about the dialog.</summary>
    Task<bool> GetNotificationsAsync(string id, CancellationToken cancellationToken);

    /// <summary>Switches them; returns what holds now.</summary>
    Task<bool> SetNotificationsAsync(string id, bool enabled, CancellationToken cancellationToken);
}
