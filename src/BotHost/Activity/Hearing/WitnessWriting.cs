using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Activity.Hearing;

/// <summary>
/// Writes what a witness has seen as soon as the database answers. What it refuses for good is passed over: the network would bring the same
/// event again and again, and nothing behind it.
/// </summary>
internal sealed partial class WitnessWriting(Outage outage, Abandonment abandonment, ILogger logger)
{
    /// <exception cref="OperationCanceledException">The host gives up.</exception>
    public Task WriteAsync(AccountRef account, string user, Func<CancellationToken, Task> write) => outage.OutlastAsync(
        async token =>
        {
            try
            {
                await write(token);
            }
            catch (UnstorableException error)
            {
                LogRefused(account.Id, user, error.Message);
            }
        },
        abandonment.Token);

    [LoggerMessage(LogLevel.Warning, "Account {Account} cannot write down what was seen of the user {User}: {Problem}")]
    private partial void LogRefused(string account, string user, string problem);
}
