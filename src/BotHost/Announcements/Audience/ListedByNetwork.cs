using System.Globalization;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>The account's dialogs of some types; of broadcast dialogs, which everybody has, those in which it may write.</summary>
internal sealed class DialogsOfTypes(IAsking asking, AccountRef account, IReadOnlyList<DialogType> types) : IAudiencePart
{
    private readonly DialogFilter _filter = new() { Types = [.. types.Distinct()] };
    private readonly DialogLookup _lookup = new(asking, account);

    public async Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        var page = await asking.AskAsync(
            new GetDialogs { Account = account, Filter = _filter, Order = DialogOrder.OldestFirst, Cursor = place }, cancellationToken);
        return new PartPage([.. page.Dialogs.Where(MayWrite).Select(_lookup.FoundOf)], page.Next);
    }

    public async Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken)
    {
        var count = (await asking.AskAsync(new CountDialogs { Account = account, Filter = _filter }, cancellationToken)).Count;
        var others = types.Contains(DialogType.Direct) ? leftOut.Count - 1 : 0;
        return new PartSize(types.Contains(DialogType.Broadcast) ? 0 : Math.Max(0, count - others), count);
    }

    private bool MayWrite(DialogInfo dialog) => dialog.Type != DialogType.Broadcast || dialog.Owner is null
        || DialogLookup.IsSelf(account, dialog.Owner) || dialog.Admins.Any(admin => DialogLookup.IsSelf(account, admin));
}

/// <summary>Users who are found by a key, a bounded number of keys at a time.</summary>
internal sealed class FoundByKey(IAsking asking, AccountRef account, UserQuery query) : IAudiencePart
{
    private const int MaxKeys = 50; // they are a part of an address

    private readonly string[][] _chunks = [.. query.Values.Distinct(StringComparer.Ordinal).Chunk(MaxKeys)];

    public async Task<PartPage> ReadAsync(string? place, CancellationToken cancellationToken)
    {
        var (chunk, offset) = PlaceOf(place);
        var answer = await AskAsync(chunk, offset, cancellationToken);
        var next = answer.Next is { } further ? TextOf(chunk, further) : chunk + 1 < _chunks.Length ? TextOf(chunk + 1, 0) : null;
        return new PartPage([.. answer.Users.Select(profile => Found.Of(profile.User, profile))], next);
    }

    public async Task<PartSize> CountAsync(IReadOnlySet<string> leftOut, CancellationToken cancellationToken)
    {
        var first = await AskAsync(0, 0, cancellationToken);
        var total = first.Total ?? (first.Next is null ? first.Users.Count : null);
        return new PartSize(Math.Max(0, (total ?? first.Users.Count) - leftOut.Count), _chunks.Length == 1 ? total : null);
    }

    private Task<FoundUsers> AskAsync(int chunk, int offset, CancellationToken cancellationToken) => asking.AskAsync(
        new FindUsers { Account = account, Key = query.Key, Values = _chunks[chunk], Offset = offset }, cancellationToken);

    private (int Chunk, int Offset) PlaceOf(string? place) =>
        place?.Split(' ') is [var chunk, var offset] && int.TryParse(chunk, out var number) && int.TryParse(offset, out var left)
            && number >= 0 && number < _chunks.Length && left >= 0
            ? (number, left)
            : (0, 0);

    private static string TextOf(int chunk, int offset) => string.Create(CultureInfo.InvariantCulture, $"{chunk} {offset}");
}
