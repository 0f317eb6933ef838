using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Users;

/// <summary>Section 7: users. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot be reached.</summary>
public interface IUsersApi
{
    /// <summary>The user with this number, or null.</summary>
    Task<User?> GetAsync(long id, CancellationToken cancellationToken);

    /// <summary>The user with this login, or null.</summary>
    Task<User?> GetByLoginAsync(string login, CancellationToken cancellationToken);

    /// <summary>A part of the list; in the service's own order unless the query sorts it.</summary>
    Task<Page<User>> ListAsync(Query<User> query, Part? part, CancellationToken cancellationToken);

    /// <summary>All that the query names, each once, by the time they signed up.</summary>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<User> ListAllAsync(Query<User> query, CancellationToken cancellationToken);

    /// <summary>Makes a user, who can sign in from then on. No session of that user is made.</summary>
    Task<User> SignUpAsync(UserProfile profile, string password, CancellationToken cancellationToken);

    /// <summary>Changes what the caller says about itself.</summary>
    Task<User> UpdateAsync(UserProfile profile, CancellationToken cancellationToken);

    /// <summary>Changes the caller's password. Sessions that exist go on; the configuration does not learn of it.</summary>
    Task<User> ChangePasswordAsync(string oldPassword, string newPassword, CancellationToken cancellationToken);

    /// <summary>Deletes the caller itself, with everything that belongs to it.</summary>
    Task DeleteMyselfAsync(CancellationToken cancellationToken);

    /// <summary>Who is online; the vendor's JavaScript alone knows this call.</summary>
    Task<IReadOnlyList<User>> ListOnlineAsync(CancellationToken cancellationToken);

    /// <summary>How many are online; the vendor's JavaScript alone knows this call.</summary>
    Task<long> CountOnlineAsync(CancellationToken cancellationToken);
}

internal sealed class UsersApi(RestSession session) : IUsersApi
{
    private const string Root = "users";
    private const int PageSize = 100;

    private static readonly CursorKey<User, User> ByCreation = new(
        UserField.CreatedAt, user => RestCall.Text(user.Id), user => user.CreatedAt?.ToUnixTimeSeconds() ?? 0);

    private readonly ListReader<User> _list = new(
        session, $"{Root}/v2", new(RestJson.Default.PageUser, RestJson.Default.User), skipName: "offset");

    public Task<User?> GetAsync(long id, CancellationToken cancellationToken) =>
        FindAsync(UserQuery.Where(UserField.Id, Is.EqualTo(id)), cancellationToken);

    public Task<User?> GetByLoginAsync(string login, CancellationToken cancellationToken) =>
        FindAsync(UserQuery.Where(UserField.Login, Is.EqualTo(login)), cancellationToken);

    public Task<Page<User>> ListAsync(Query<User> query, Part? part, CancellationToken cancellationToken) =>
        _list.ReadAsync(query, part, cancellationToken);

    public IAsyncEnumerable<User> ListAllAsync(Query<User> query, CancellationToken cancellationToken) =>
        _list.ReadAllAsync(query, ByCreation, PageSize, cancellationToken);

    public Task<User> SignUpAsync(UserProfile profile, string password, CancellationToken cancellationToken)
    {
        var body = Body(profile);
        body["user"]!["password"] = password;
        return session.SendWithoutSessionAsync(
            RestCall.Post(Root, body, RestJson.Default.JsonObject), RestJson.Default.UserAnswer, cancellationToken).UserAsync();
    }

    public async Task<User> UpdateAsync(UserProfile profile, CancellationToken cancellationToken) =>
        await UpdateAsync(Body(profile), cancellationToken).ConfigureAwait(false);

    public Task<User> ChangePasswordAsync(string oldPassword, string newPassword, CancellationToken cancellationToken) => UpdateAsync(
        new JsonObject { ["user"] = new JsonObject { ["old_password"] = oldPassword, ["password"] = newPassword } },
        cancellationToken);

    public async Task DeleteMyselfAsync(CancellationToken cancellationToken)
    {
        var path = await MyselfAsync(cancellationToken).ConfigureAwait(false);
        await session.SendAsync(RestCall.Delete(path), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<User>> ListOnlineAsync(CancellationToken cancellationToken) =>
        (await OnlineAsync(null, cancellationToken).ConfigureAwait(false)).Users ?? [];

    public async Task<long> CountOnlineAsync(CancellationToken cancellationToken) =>
        (await OnlineAsync("true", cancellationToken).ConfigureAwait(false)).Count ?? 0;

    private static JsonObject Body(UserProfile profile) =>
        new() { ["user"] = JsonSerializer.SerializeToNode(profile, RestJson.Default.UserProfile) };

    private Task<OnlineAnswer> OnlineAsync(string? count, CancellationToken cancellationToken) =>
        session.SendAsync(RestCall.Get($"{Root}/online", ("count", count)), RestJson.Default.OnlineAnswer, cancellationToken);

    private async Task<User> UpdateAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var call = RestCall.Put(await MyselfAsync(cancellationToken).ConfigureAwait(false), body, RestJson.Default.JsonObject);
        return await session.SendAsync(call, RestJson.Default.UserAnswer, cancellationToken).UserAsync().ConfigureAwait(false);
    }

    private async Task<string> MyselfAsync(CancellationToken cancellationToken)
    {
        var mine = await session.GetAsync(cancellationToken).ConfigureAwait(false);
        return mine.UserId is { } id and > 0
            ? RestCall.PathOf(Root, RestCall.Text(id))
            : throw new ConnectyCubeException("The session belongs to the application, not to a user.");
    }

    private async Task<User?> FindAsync(Query<User> query, CancellationToken cancellationToken)
    {
        var call = RestCall.Get($"{Root}/v2", [.. query.Parameters, ("limit", "1")]);
        var page = await session.SendAsync(call, RestJson.Default.PageUser, cancellationToken).ConfigureAwait(false);
        return page.Items is [var first, ..] ? first : null;
    }
}

internal static class UserAnswers
{
    public static async Task<User> UserAsync(this Task<UserAnswer> answer) => (await answer.ConfigureAwait(false)).User;
}
