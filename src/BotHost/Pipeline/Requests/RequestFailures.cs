using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>What the failure of a connector means to the bot that asked.</summary>
internal static class RequestFailures
{
    public static RequestFailedException Of(string what, ConnectorException error) =>
        new($"{what}: {error.Message}", ReasonOf(error), error);

    /// <summary>No host holds the account this moment.</summary>
    public static RequestFailedException NotHeld(string what, AccountRef account, Exception? error = null) => new(
        $"{what}: no host is connected as the account {account.Id} on {account.Network} now.", RequestFailedException.NotConnected, error);

    /// <summary>The time is up.</summary>
    public static RequestFailedException TimedOut(string what, TimeSpan limit, Exception error) =>
        new($"{what}: no answer came within {limit.TotalSeconds:0.#} s.", RequestFailedException.Timeout, error);

    private static string ReasonOf(ConnectorException error) => error switch
    {
        ConnectorRefusedException refused => refused.Reason,
        ConnectorAuthenticationException => RequestFailedException.AuthenticationFailed,
        _ => RequestFailedException.NotConnected,
    };
}
