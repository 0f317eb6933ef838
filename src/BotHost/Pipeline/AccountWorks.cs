using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Keeps going what goes on for an account.</summary>
internal sealed partial class AccountWorks(IEnumerable<IAccountWork> works, TimeProvider time, ILogger<AccountWorks> logger)
{
    /// <summary>Works until the token fires. Does not throw.</summary>
    public Task RunAsync(AccountRef account, CancellationToken ended) =>
        Task.WhenAll(works.Select(work => KeepAsync(work, account, ended)));

    private async Task KeepAsync(IAccountWork work, AccountRef account, CancellationToken ended)
    {
        for (var attempt = 0; !ended.IsCancellationRequested; attempt++)
        {
            try
            {
                await work.RunAsync(account, ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogMistake(error, work.GetType().Name, account.Id);
            }

            await Task.Delay(Backoff.OfServices.Delay(attempt), time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Work} of account {Account} has stopped, and begins again.")]
    private partial void LogMistake(Exception error, string work, string account);
}
