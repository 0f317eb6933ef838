using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Finds out what is known of users, many at a time.</summary>
internal sealed class ProfileLookup(IAsking asking, AccountRef account)
{
    private const int MaxUsers = 100;

    /// <summary>Whether the network tells nothing of users, as was seen.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>The profiles of those whom the network knows, by their ids.</summary>
    /// <exception cref="RequestFailedException">The network does not tell.</exception>
    public async Task<IReadOnlyDictionary<string, UserProfile>> FindAsync(
        IEnumerable<string> users, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<string, UserProfile>(StringComparer.Ordinal);
        foreach (var some in users.Distinct(StringComparer.Ordinal).Chunk(MaxUsers))
        {
            await FindAsync(some, profiles, cancellationToken);
        }

        return profiles;
    }

    private async Task FindAsync(
        ArraySegment<string> users, Dictionary<string, UserProfile> profiles, CancellationToken cancellationToken)
    {
        if (IsMissing || users.Count == 0)
        {
            return;
        }

        try
        {
            var request = new FindUsers { Account = account, Key = UserKey.Id, Values = users };
            for (int? offset = 0; offset is { } from;)
            {
                var answer = await asking.AskAsync(request with { Offset = from }, cancellationToken);
                foreach (var profile in answer.Users)
                {
                    profiles[profile.User.Id] = profile;
                }

                offset = answer.Next > from ? answer.Next : null;
            }
        }
        catch (RequestFailedException error) when (error.Reason == RequestFailedException.NotSupported)
        {
            IsMissing = true;
        }
        catch (RequestFailedException error) when (error.Reason is "item-not-found" or "bad-request")
        {
            // One of them is no id at all, and must not cost the others their names.
            if (users.Count > 1)
            {
                await FindAsync(users[..(users.Count / 2)], profiles, cancellationToken);
                await FindAsync(users[(users.Count / 2)..], profiles, cancellationToken);
            }
        }
    }
}
