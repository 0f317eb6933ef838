using System.Runtime.CompilerServices;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

internal sealed class Users(IBotContext context) : IUsers
{
    public Task<UserProfile?> FindAsync(UserRef user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return FindAsync(UserKey.Id, user.Id, cancellationToken);
    }

    public async Task<UserProfile?> FindAsync(UserKey key, string value, CancellationToken cancellationToken) =>
        await context.AskAsync(Request(key, [value]), cancellationToken) is { Users: [var first, ..] } ? first : null;

    public async IAsyncEnumerable<UserProfile> ListAsync(
        UserKey key, IReadOnlyList<string> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int? next = 0; next is { } offset;)
        {
            var found = await context.AskAsync(Request(key, values) with { Offset = offset }, cancellationToken);
            foreach (var user in found.Users)
            {
                yield return user;
            }

            next = found.Next;
        }
    }

    public async Task<IReadOnlyList<UserProfile>> StartingWithAsync(
        UserKey key, string prefix, CancellationToken cancellationToken) =>
        (await context.AskAsync(Request(key, [prefix]) with { IsPrefix = true }, cancellationToken)).Users;

    private FindUsers Request(UserKey key, IReadOnlyList<string> values) =>
        new() { Account = context.Origin.Account, Key = key, Values = values };
}
