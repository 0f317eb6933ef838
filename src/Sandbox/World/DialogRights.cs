namespace BotPlatform.Sandbox.World;

/// <summary>What somebody may want to do with a dialog (section 5.2).</summary>
internal enum DialogAction
{
    /// <summary>Read along: the history, the occupants, the reactions, one's own settings.</summary>
    Read,

    /// <summary>Send messages, and change one's own.</summary>
    Write,

    /// <summary>Change name, photo and description.</summary>
    Describe,

    /// <summary>Change extensions, permissions and custom data, of which section 5.2 says nothing.</summary>
    Annotate,

    AddUsers,

    /// <summary>Remove others; oneself is <see cref="Leave"/>.</summary>
    RemoveUsers,

    /// <summary>Stop to be an occupant, or where that cannot be, stop to see the dialog.</summary>
    Leave,

    Pin,

    /// <summary>Delete the messages of others for everybody.</summary>
    DeleteMessages,

    ChangeAdmins,

    /// <summary>Delete the dialog, or its history, for everybody.</summary>
    DeleteForAll,
}

/// <summary>What somebody is in a dialog; each may do what the ones before may.</summary>
internal enum DialogRole
{
    Stranger,
    Member,
    Admin,
    Owner,

    /// <summary>Nobody is this: what only it may do is not possible.</summary>
    Nobody,
}

/// <summary>The table of section 5.2, which REST and chat ask alike.</summary>
internal static class DialogRights
{
    public static bool May(this Dialog dialog, int userId, DialogAction action) =>
        dialog.RoleOf(userId) >= Least(action, dialog.Type);

    /// <summary>
    /// Whether a user may remove this other one. Admins are the owner's to remove, as they are the owner's to name; the owner is
    /// nobody's.
    /// </summary>
    public static bool MayRemove(this Dialog dialog, int userId, int otherId) =>
        dialog.May(userId, DialogAction.RemoveUsers) && dialog.RoleOf(otherId) < dialog.RoleOf(userId);

    /// <summary>An owner or admin who has left is a stranger until they come back.</summary>
    public static DialogRole RoleOf(this Dialog dialog, int userId) =>
        !dialog.Includes(userId) ? DialogRole.Stranger
        : dialog.OwnerId == userId ? DialogRole.Owner
        : dialog.Admins.Contains(userId) ? DialogRole.Admin
        : DialogRole.Member;

    private static DialogRole Least(DialogAction action, DialogType type)
    {
        const DialogRole member = DialogRole.Member;
        const DialogRole admin = DialogRole.Admin;
        const DialogRole owner = DialogRole.Owner;
        const DialogRole nobody = DialogRole.Nobody;
        var (inPrivate, inGroup, inPublic, inBroadcast) = action switch
        {
            DialogAction.Read => (member, member, member, member),
            DialogAction.Write => (member, member, member, admin),
            DialogAction.Describe => (nobody, member, admin, admin),
            DialogAction.Annotate => (member, member, admin, admin),
            DialogAction.AddUsers => (nobody, member, nobody, nobody),
            DialogAction.RemoveUsers => (nobody, admin, admin, nobody),
            DialogAction.Leave => (member, member, member, member),
            DialogAction.Pin => (member, admin, admin, admin),
            DialogAction.DeleteMessages => (nobody, admin, admin, admin),
            DialogAction.ChangeAdmins => (nobody, owner, owner, owner),
            DialogAction.DeleteForAll => (owner, owner, owner, owner),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
        return type switch
        {
            DialogType.Private => inPrivate,
            DialogType.Group => inGroup,
            DialogType.Public => inPublic,
            _ => inBroadcast,
        };
    }
}
