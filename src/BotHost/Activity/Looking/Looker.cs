using System.Collections.Concurrent;
using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Activity.Looking;

/// <summary>What came of looking for some users.</summary>
/// <param name="Sightings">What the network has said.</param>
/// <param name="Obstacle">Why it was not asked about the others: the account was not connected. Null when it was.</param>
internal sealed record Looked(IReadOnlyCollection<Sighting> Sightings, string? Obstacle);

/// <summary>Asks the network when users were last there, several at a time and no more than the rate of the account allows.</summary>
internal sealed class Looker(RequestService requests, AccountConnections connections, TimeProvider time)
{
    // So that the rate is met over a slow link, and a silent server is not flooded.
    private const int AtOnce = 16;

    /// <summary>Asks about each user once; stops when the account is not connected.</summary>
    public async Task<Looked> LookAsync(AccountActivity account, IEnumerable<string> users, CancellationToken cancellationToken)
    {
        var sightings = new ConcurrentBag<Sighting>();
        string? obstacle = null;
        await Parallel.ForEachAsync(
            users,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (user, token) =>
            {
                if (Volatile.Read(ref obstacle) is not null)
                {
                    return;
                }

                await account.PaceAsync(token);
                try
                {
                    sightings.Add(await AskAsync(account.Account, user, token));
                }
                catch (RequestFailedException error) when (!connections.IsConnected(account.Account))
                {
                    Volatile.Write(ref obstacle, error.Message);
                }
                catch (RequestFailedException)
                {
                    // Section 4.13: nobody who ever logged in, somebody who blocks the account, or no answer. Asked again later and later,
                    // whatever the reason is: whoever stayed first in the line would hold up everybody behind.
                    sightings.Add(new Sighting(user, time.GetUtcNow()));
                }
            });
        return new Looked(sightings, obstacle);
    }

    private async Task<Sighting> AskAsync(AccountRef account, string user, CancellationToken cancellationToken)
    {
        var answer = await requests.AnswerAsync(
            new GetLastActivity { Account = account, User = new UserRef(user) }, cancellationToken);
        return new Sighting(user, time.GetUtcNow()) { IsOnline = answer.IsOnline, LastActiveAt = answer.LastActiveAt };
    }
}
