using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Users who are named. Whether they exist, the network says when it is sent.</summary>
internal sealed class ListedUsers(IReadOnlyList<UserRef> users) : IAudiencePart
{
    public Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        var (page, next) = AudienceParts.PageAt(place, users.Count, AudienceParts.PageSize);
        var (start, count) = page.GetOffsetAndLength(users.Count);
        return Task.FromResult(new PartPage([.. users.Skip(start).Take(count).Select(user => Found.Of(user))], next));
    }

    public Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken)
    {
        var count = users.Distinct().Count(user => !leftOut.Contains(user.Id));
        return Task.FromResult(new PartSize(count, count));
    }
}

/// <summary>
/// Dialogs that are named. Each is looked up, because a direct one has two names; one that the account does not have stays as it is named,
/// and the network refuses it when it is sent, so that one dialog that is gone does not keep the others waiting.
/// </summary>
internal sealed class ListedDialogs(IReadOnlyList<DialogRef> dialogs, DialogLookup lookup) : IAudiencePart
{
    private const int PageSize = 20; // each is a request

    public async Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        var (page, next) = AudienceParts.PageAt(place, dialogs.Count, PageSize);
        var (start, count) = page.GetOffsetAndLength(dialogs.Count);
        var found = new List<Found>();
        foreach (var dialog in dialogs.Skip(start).Take(count))
        {
            found.Add(DialogLookup.UserOf(dialog) is { } user ? Found.Of(user) : await FindAsync(dialog, cancellationToken));
        }

        return new PartPage(found, next);
    }

    public Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken)
    {
        var wanted = dialogs.Distinct().Where(dialog => !leftOut.Contains(dialog.Id)).ToList();
        var others = leftOut.Count - 1; // whose direct dialogs may be named by ids of their own
        var unclear = Math.Min(others, wanted.Count(dialog => DialogLookup.UserOf(dialog) is null));
        return Task.FromResult(new PartSize(wanted.Count - unclear, wanted.Count));
    }

    private async Task<Found> FindAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.FindAsync(dialog, cancellationToken) is { } known ? lookup.FoundOf(known) : new Found(dialog.Id, null);
        }
        catch (RequestFailedException error) when (error.Reason is "item-not-found" or "forbidden")
        {
            return new Found(dialog.Id, null);
        }
    }
}
