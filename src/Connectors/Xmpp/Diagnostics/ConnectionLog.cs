using Microsoft.Extensions.Logging;

namespace BotPlatform.Xmpp.Diagnostics;

/// <summary>The story of one account's connections. Many accounts may share a log, so each line names its account.</summary>
/// <param name="host">The domain of the account.</param>
/// <param name="logger">Where the story goes.</param>
internal sealed partial class ConnectionLog(string host, ILogger logger)
{
    private volatile XmppCredentials? _credentials;

    // The domain alone, until somebody has said who logs in.
    private string Account => _credentials is { } known ? $"{known.Username}@{host}" : host;

    /// <summary>Who logs in, as of now.</summary>
    public void Know(XmppCredentials credentials) => _credentials = credentials;

    /// <summary>No more attempts are made; null: because we ended it.</summary>
    public void Closed(XmppException? error) => LogClosed(Account, error?.Message ?? "we closed it.");

    /// <summary>There is no connection, and an attempt follows.</summary>
    public void Retry(TimeSpan delay, XmppException error) => LogRetry(Account, delay.TotalSeconds, error.Message);

    /// <summary>Something that came in cannot be used.</summary>
    public void Dropped(string name, string reason) => LogDropped(Account, name, reason);

    [LoggerMessage(LogLevel.Information, "The connection of {Account} ended: {Reason}")]
    private partial void LogClosed(string account, string reason);

    [LoggerMessage(LogLevel.Information, "{Account} has no connection; the next attempt is in {Seconds:0.0} s: {Reason}")]
    private partial void LogRetry(string account, double seconds, string reason);

    [LoggerMessage(LogLevel.Debug, "{Account} dropped <{Name}/>: {Reason}")]
    private partial void LogDropped(string account, string name, string reason);
}
