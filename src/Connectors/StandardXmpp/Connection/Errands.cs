using System.Threading.Channels;
using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Connection;

/// <summary>Does, one after the other, what those who read stanzas or hear of states must not wait for.</summary>
internal sealed partial class Errands(Jid account, ConnectionStatus status, ILogger logger)
{
    private readonly Channel<Func<CancellationToken, Task>> _errands = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    /// <summary>Something is to be done soon. Returns at once.</summary>
    public void Add(Func<CancellationToken, Task> errand) => _errands.Writer.TryWrite(errand);

    /// <summary>Runs until the token fires.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var errand in _errands.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                // A room answers before the login is through, and nobody may send yet.
                await status.WaitForLoginAsync(stopping).ConfigureAwait(false);
                await TryAsync(errand, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>Does something at which the network may fail; a new login sets everything up again.</summary>
    public async Task TryAsync(Func<CancellationToken, Task> errand, CancellationToken cancellationToken)
    {
        try
        {
            await errand(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            LogFailed(account.ToString(), e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} could not keep its session in order: {Reason}")]
    private partial void LogFailed(string account, string reason);
}
