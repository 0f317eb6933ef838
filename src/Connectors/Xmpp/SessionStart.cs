using System.Diagnostics.CodeAnalysis;
using BotPlatform.Xmpp.Sessions;

namespace BotPlatform.Xmpp;

/// <summary>What comes between a login and the first stanza of anybody else.</summary>
/// <param name="options">What every new session needs, and how long that may take.</param>
/// <param name="stop">Nobody wants the session any more.</param>
internal sealed class SessionStart(XmppClientOptions options, CancellationToken stop)
{
    /// <summary>
    /// Lets the caller say what every new session needs. Returns why that failed, after closing the connection.
    /// </summary>
    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever the caller's hook throws has failed one attempt, not the account.")]
    public async Task<XmppException?> RunAsync(Session session, SessionConnection connection, Task running)
    {
        if (options.SessionStarted is not { } setUp)
        {
            return null;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var settingUp = setUp(session, patience.Token);
            await Task.WhenAny(settingUp, running).WaitAsync(
                options.ConnectTimeout, options.Time, stop).ConfigureAwait(false);
            if (settingUp.IsCompleted)
            {
                await settingUp.ConfigureAwait(false);
                return null;
            }

            await patience.CancelAsync().ConfigureAwait(false);
            await settingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;   // the connection's own end says why
        }
        catch (Exception e)
        {
            await patience.CancelAsync().ConfigureAwait(false);
            connection.Close();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return e as XmppException ?? new XmppConnectionException($"The new session could not be set up: {e.Message}", e);
        }
    }
}
