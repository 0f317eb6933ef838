using System.Net;
using BotPlatform.Connectors;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>What a failure of the REST service means to whoever uses a connector.</summary>
internal static class RestFailures
{
    /// <summary>What failed while a command was carried out or a request answered.</summary>
    public static ConnectorException AtCommand(ConnectyCubeException failure) => failure.IsTransient
        ? new ConnectorException(failure.Message, failure)
        : new ConnectorRefusedException(failure.Message, Reason(failure.Status), failure);

    // The words that the chat server uses for the same refusals.
    private static string Reason(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.Unauthorized => "not-authorized",
        HttpStatusCode.Forbidden => "forbidden",
        HttpStatusCode.NotFound => "item-not-found",
        _ => "bad-request",
    };
}
