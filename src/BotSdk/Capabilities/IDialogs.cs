using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// The dialogs of the account. Done at once; refusals are a <see cref="RequestFailedException"/>: <c>item-not-found</c> for what is not
/// there, <c>forbidden</c> for what the account may not, <c>bad-request</c> for what makes no sense. What changes a dialog returns
/// it as it is then.
/// </summary>
public interface IDialogs
{
    /// <summary>The dialogs that the filter names, each once, oldest first; <c>new()</c> is all of them.</summary>
    IAsyncEnumerable<DialogInfo> ListAsync(DialogFilter filter, CancellationToken cancellationToken);

    /// <inheritdoc cref="ListAsync(DialogFilter, CancellationToken)"/>
    /// <remarks>In another order, which is for those who do not read to the end.</remarks>
    IAsyncEnumerable<DialogInfo> ListAsync(DialogFilter filter, DialogOrder order, CancellationToken cancellationToken);

    /// <summary>How many dialogs the filter names; <c>new()</c> is all of them.</summary>
    Task<long> CountAsync(DialogFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// One dialog; null when the account has no such dialog. The one with a user, by the user's number, is there whenever the user is.
    /// </summary>
    Task<DialogInfo?> GetAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>Who is in a dialog, each once. The account has to be in it.</summary>
    IAsyncEnumerable<DialogMember> MembersAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>The 1-1 dialog with a user. There is one for a pair; it is made when there is none.</summary>
    Task<DialogInfo> CreateDirectAsync(UserRef user, CancellationToken cancellationToken);

    /// <summary>Makes a group with the account and these members. It needs a name. A handler that is called again makes another.</summary>
    Task<DialogInfo> CreateGroupAsync(DialogDetails details, IReadOnlyList<UserRef> members, CancellationToken cancellationToken);

    /// <summary>Makes a public dialog. It needs a name. A handler that is called again makes another.</summary>
    Task<DialogInfo> CreatePublicAsync(DialogDetails details, CancellationToken cancellationToken);

    /// <summary>Changes name, description, photo, custom fields, data or preview; what is null stays.</summary>
    Task<DialogInfo> ChangeAsync(DialogRef dialog, DialogDetails changes, CancellationToken cancellationToken);

    /// <summary>Adds members to a group. Users whom the network does not know are left out.</summary>
    Task<DialogInfo> AddMembersAsync(DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken);

    /// <summary>Removes members of a group or a public dialog.</summary>
    Task<DialogInfo> RemoveMembersAsync(DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken);

    /// <summary>Gives members more rights. A dialog has five admins at most; the owner makes them.</summary>
    Task<DialogInfo> AddAdminsAsync(DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken);

    /// <summary>Takes these rights away.</summary>
    Task<DialogInfo> RemoveAdminsAsync(DialogRef dialog, IReadOnlyList<UserRef> users, CancellationToken cancellationToken);

    /// <summary>Several of the four above in one, for example a new member who is an admin at once.</summary>
    Task<DialogInfo> ChangeMembersAsync(DialogRef dialog, MemberChanges changes, CancellationToken cancellationToken);

    /// <summary>Pins a message in its dialog.</summary>
    Task<DialogInfo> PinAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken);

    /// <summary>Unpins a message. One that is not pinned is no error.</summary>
    Task<DialogInfo> UnpinAsync(DialogRef dialog, string messageId, CancellationToken cancellationToken);

    /// <summary>Makes the account a member of a public dialog.</summary>
    Task<DialogInfo> SubscribeAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>
    /// Is a member of a group or a public dialog no longer. <see cref="OccupancyExtensions.LeaveAsync"/> is something else: who is
    /// seen as online.
    /// </summary>
    Task LeaveAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a dialog. For the account alone: it leaves groups and public dialogs, and does not see the others before something new
    /// is written there. For everybody, which is for the owner: nothing is left of it.
    /// </summary>
    Task DeleteAsync(DialogRef dialog, bool isForEverybody, CancellationToken cancellationToken);

    /// <summary>Deletes several dialogs and says what became of each; that one is not there or forbidden is no exception.</summary>
    Task<DialogDeletion> DeleteAsync(
        IReadOnlyList<DialogRef> dialogs, bool isForEverybody, CancellationToken cancellationToken);

    /// <summary>Empties the history of a dialog; for everybody the owner may.</summary>
    Task ClearHistoryAsync(DialogRef dialog, bool isForEverybody, CancellationToken cancellationToken);

    /// <summary>Whether the network sends push notifications about the dialog to the account's devices.</summary>
    Task<bool> HasNotificationsAsync(DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>Switches them. Messages come all the same.</summary>
    Task SetNotificationsAsync(DialogRef dialog, bool areEnabled, CancellationToken cancellationToken);
}
