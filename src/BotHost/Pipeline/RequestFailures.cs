using BotPlatform.BotSdk;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>What the failure of a connector means to the bot that asked.</summary>
internal static class RequestFailures
{
    public static RequestFailedException Of(string what, ConnectorException error) =>
        new($"{what}: {error.Message}", ReasonOf(error), error);

    private static string ReasonOf(ConnectorException error) => error switch
    {
        ConnectorRefusedException refused => refused.Reason,
        ConnectorAuthenticationException => RequestFailedException.AuthenticationFailed,
        _ => RequestFailedException.NotConnected,
    };
}
