using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Announcements.Audience;

/// <summary>A network of users and dialogs that tells of them a page at a time, and counts what it is asked.</summary>
internal sealed class FakeAsking : IAsking
{
    public List<UserProfile> Users { get; } = [];

    public List<DialogInfo> Dialogs { get; } = [];

    /// <summary>What was asked, in order.</summary>
    public List<object> Asked { get; } = [];

    /// <summary>Runs before an answer; throw to make it fail.</summary>
    public Action<object>? OnAsk { get; set; }

    /// <summary>How many dialogs or members a page has.</summary>
    public int PageSize { get; set; } = 100;

    public IEnumerable<T> AskedOf<T>() => Asked.OfType<T>();

    /// <summary>Users with numbers for ids, all with a tag.</summary>
    public FakeAsking WithUsers(int first, int count, string tag)
    {
        Users.AddRange(Enumerable.Range(first, count).Select(id => new UserProfile
        {
            User = new($"{id}"),
            FullName = $"User {id}",
            CustomData = $$"""{"city": "City {{id}}", "vip": {{(id % 2 == 0 ? "true" : "false")}}}""",
            Tags = [tag],
        }));
        return this;
    }

    public FakeAsking WithDialog(string id, DialogType type, string? name, params IEnumerable<string> members)
    {
        Dialogs.Add(new DialogInfo
        {
            Dialog = new(id),
            Type = type,
            Name = name,
            Members = [.. members.Select(member => new Contracts.Chat.UserRef(member))],
            MemberCount = members.Count(),
        });
        return this;
    }

    public async Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(request);
        OnAsk?.Invoke(request);
        return (TAnswer)Answer(request);
    }

    public static RequestFailedException Refusal(string reason) => new($"Somebody said {reason}.", reason);

    private object Answer(object request) => request switch
    {
        FindUsers find => Find(find),
        GetDialog get => Dialogs.Find(dialog => dialog.Dialog == get.Dialog) ?? throw Refusal("item-not-found"),
        GetDialogs list => List(list),
        CountDialogs count => new DialogCount(Dialogs.LongCount(dialog => count.Filter.Types.Contains(dialog.Type))),
        GetMembers members => Members(members),
        _ => throw Refusal(RequestFailedException.NotSupported),
    };

    private FoundUsers Find(FindUsers request)
    {
        var all = Users.Where(user => request.Values.Any(value => request.Key switch
        {
            UserKey.Id => long.TryParse(value, out _) ? user.User.Id == value : throw Refusal("item-not-found"),
            UserKey.Tag => user.Tags.Contains(value),
            UserKey.FullName => user.FullName == value,
            _ => throw Refusal("bad-request"),
        })).ToList();
        var users = all.Skip(request.Offset).Take(100).ToList();
        var read = request.Offset + users.Count;
        return new FoundUsers { Users = users, Next = read < all.Count ? read : null, Total = all.Count };
    }

    private DialogPage List(GetDialogs request)
    {
        var (page, next) = PageOf(Dialogs.Where(dialog => request.Filter.Types.Contains(dialog.Type)).ToList(), request.Cursor);
        return new DialogPage { Dialogs = page, Next = next };
    }

    private MemberPage Members(GetMembers request)
    {
        var (page, next) = PageOf(Users, request.Cursor);
        return new MemberPage { Members = [.. page.Select(user => new DialogMember(user.User, user.FullName))], Next = next };
    }

    private (List<T> Page, string? Next) PageOf<T>(List<T> all, string? cursor)
    {
        var start = cursor is null ? 0 : int.Parse(cursor.Split(' ')[1]);
        var page = all.Skip(start).Take(PageSize).ToList();
        return (page, start + page.Count < all.Count ? $"at {start + page.Count}" : null);
    }
}
