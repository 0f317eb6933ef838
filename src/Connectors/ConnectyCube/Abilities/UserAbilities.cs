using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using UserProfile = BotPlatform.Contracts.Requests.UserProfile;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Section 7: who users are.</summary>
internal sealed class UserAbilities(IUsersApi users)
{
    private const int PageSize = 100;

    public IEnumerable<object> All => [RestAnswers.Of<FindUsers, FoundUsers>(FindAsync)];

    /// <summary>The number of a user.</summary>
    /// <exception cref="ConnectorRefusedException">It is none.</exception>
    public static long NumberOf(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ConnectorRefusedException($"'{id}' is no user: an id is a number.", "item-not-found");

    public static UserProfile ToProfile(User user) => new()
    {
        User = new UserRef(RestCall.Text(user.Id)),
        FullName = user.FullName,
        Login = user.Login,
        Email = user.Email,
        Phone = user.Phone,
        Website = user.Website,
        Avatar = user.Avatar,
        CustomData = user.CustomData,
        ExternalId = user.ExternalId,
        Tags = user.Tags,
        TimeZone = user.TimeZone,
        IsGuest = user.IsGuest,
        SignedUpAt = user.CreatedAt,
        LastSeenAt = user.LastRequestAt,
    };

    private async Task<FoundUsers> FindAsync(FindUsers request, CancellationToken cancellationToken)
    {
        var query = ToQuery(request);
        var part = new Part { Offset = request.Offset, Limit = request.IsPrefix ? null : PageSize };
        var page = await users.ListAsync(query, part, cancellationToken).ConfigureAwait(false);
        var read = request.Offset + page.Items.Count;
        return new FoundUsers
        {
            Users = [.. page.Items.Select(ToProfile)],
            Next = !request.IsPrefix && page.Items.Count > 0 && read < page.TotalEntries ? read : null,
            Total = request.IsPrefix ? null : page.TotalEntries,
        };
    }

    private static Query<User> ToQuery(FindUsers request)
    {
        if (request.Key == UserKey.Id)
        {
            return Sorted(UserQuery.Where(UserField.Id, Is.In([.. request.Values.Select(NumberOf)])));
        }

        var field = request.Key switch
        {
            UserKey.Login => UserField.Login,
            UserKey.Email => UserField.Email,
            UserKey.FullName => UserField.FullName,
            UserKey.Phone => UserField.Phone,
            UserKey.ExternalId => UserField.ExternalId,
            UserKey.Tag => UserField.Tags,
            _ => throw new ConnectorRefusedException($"Users are not found by {request.Key}.", "bad-request"),
        };
        return !request.IsPrefix ? Sorted(UserQuery.Where(field, Is.In(request.Values)))
            : request.Values is [var prefix] ? UserQuery.StartingWith(field, prefix)
            : throw new ConnectorRefusedException("Users whose key begins with a text are found by one text.", "bad-request");
    }

    private static Query<User> Sorted(Query<User> query) => query.SortBy(UserField.CreatedAt);
}
