using System.Collections.Concurrent;
using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Activity.Looking;

/// <summary>What came of looking for some users.</summary>
/// <param name="Sightings">What the network has said.</param>
/// <param name="Obstacle">Why it was not asked about the others: a word of <see cref="RequestFailedException"/>. Null when it was.</param>
internal sealed record Looked(IReadOnlyCollection<Sighting> Sightings, string? Obstacle);

/// <summary>Asks the network when users were last there, several at a time and no more than the rate of the account allows.</summary>
internal sealed class Looker(RequestService requests, TimeProvider time)
{
    // So that the rate is met over a slow link, and a silent server is not flooded.
    private const int AtOnce = 16;

    // What is not about the user, but about the connection or the network.
    private static readonly string[] Obstacles =
    [
        RequestFailedException.NotConnected, RequestFailedException.AuthenticationFailed, RequestFailedException.NotSupported,
        RequestFailedException.UnknownAccount,
    ];

    /// <summary>Asks about each user once; stops at the first obstacle.</summary>
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
                catch (RequestFailedException error) when (Obstacles.Contains(error.Reason, StringComparer.Ordinal))
                {
                    Volatile.Write(ref obstacle, error.Reason);
                }
                catch (RequestFailedException)
                {
                    // Section 4.13: nobody who ever logged in, somebody who blocks the account, or no answer. Asked again later and later.
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
