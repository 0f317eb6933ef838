using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>
/// The members of a dialog, each in the direct dialog. Those of a group come at once, and are read by their ids, so that one who goes
/// meanwhile moves nobody.
/// </summary>
internal sealed class DialogMembers(IAsking asking, AccountRef account, DialogRef dialog, DialogLookup lookup) : IAudiencePart
{
    private DialogInfo? _dialog;

    public async Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        if (DialogLookup.UserOf(dialog) is { } user)
        {
            return new PartPage([Found.Of(user)], null);
        }

        var known = await FindAsync(cancellationToken);
        return HasMembers(known) ? PageOf(known, place) : await AskAsync(place, cancellationToken);
    }

    public async Task<PartSize> CountAsync(CancellationToken cancellationToken)
    {
        if (DialogLookup.UserOf(dialog) is not null)
        {
            return new PartSize(1, 1);
        }

        var known = await FindAsync(cancellationToken);
        var others = HasMembers(known) ? known.Members.Count(IsOther) : known.MemberCount - 1;
        return new PartSize(others ?? 0, others);
    }

    // A group is given with its members, a public dialog without.
    private static bool HasMembers(DialogInfo known) => known.Type is DialogType.Direct or DialogType.Group || known.Members.Count > 0;

    private bool IsOther(UserRef user) => !DialogLookup.IsSelf(account, user);

    private static PartPage PageOf(DialogInfo known, string? place)
    {
        var rest = known.Members.Select(member => member.Id).Order(StringComparer.Ordinal)
            .Where(id => place is null || string.CompareOrdinal(id, place) > 0)
            .Take(AudienceParts.PageSize + 1).ToList();
        var page = rest.Take(AudienceParts.PageSize).ToList();
        return new PartPage([.. page.Select(id => Found.Of(new UserRef(id)))], rest.Count > page.Count ? page[^1] : null);
    }

    private async Task<PartPage> AskAsync(string? place, CancellationToken cancellationToken)
    {
        var page = await asking.AskAsync(new GetMembers { Account = account, Dialog = dialog, Cursor = place }, cancellationToken);
        return new PartPage([.. page.Members.Select(member => Found.Of(member.User))], page.Next);
    }

    private async Task<DialogInfo> FindAsync(CancellationToken cancellationToken)
    {
        _dialog ??= await lookup.FindAsync(dialog, cancellationToken) ?? throw new RequestFailedException(
            $"GetDialog: the network {account.Network} does not tell who the members of dialogs are.", RequestFailedException.NotSupported);
        return _dialog.Type != DialogType.Broadcast ? _dialog : throw new AudienceException(
            $"The dialog {dialog.Id} is a broadcast dialog, whose readers are all users and no members: name it among the dialogs.");
    }
}
