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
    private string[]? _members;

    public async Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        if (DialogLookup.UserOf(dialog) is { } user)
        {
            return new PartPage([Found.Of(user)], null);
        }

        var known = await FindAsync(cancellationToken);
        return HasMembers(known) ? PageOf(known, place) : await AskAsync(place, cancellationToken);
    }

    public async Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken)
    {
        var known = DialogLookup.UserOf(dialog) is null ? await FindAsync(cancellationToken) : null;
        if (known is null || HasMembers(known))
        {
            var count = (known?.Members ?? [new UserRef(dialog.Id)]).Distinct().Count(user => !leftOut.Contains(user.Id));
            return new PartSize(count, count);
        }

        var others = known.MemberCount - 1; // the account is one of them
        return new PartSize(Math.Max(0, (known.MemberCount ?? 0) - leftOut.Count), others);
    }

    // A group is given with its members, a public dialog without.
    private static bool HasMembers(DialogInfo known) => known.Type is DialogType.Direct or DialogType.Group || known.Members.Count > 0;

    private PartPage PageOf(DialogInfo known, string? place)
    {
        _members ??= [.. known.Members.Select(member => member.Id).Distinct().Order(StringComparer.Ordinal)];
        var found = place is null ? -1 : Array.BinarySearch(_members, place, StringComparer.Ordinal);
        var start = found >= 0 ? found + 1 : place is null ? 0 : ~found;
        var page = _members.AsSpan(start, Math.Min(AudienceParts.PageSize, _members.Length - start)).ToArray();
        return new PartPage(
            [.. page.Select(id => Found.Of(new UserRef(id)))], start + page.Length < _members.Length ? page[^1] : null);
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
