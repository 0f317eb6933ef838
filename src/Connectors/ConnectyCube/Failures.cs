using System.Net;
using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube;

/// <summary>The one place that says what a failure of the libraries below means to whoever uses a connector.</summary>
internal static class Failures
{
    // RFC 6120 §6.5.10: the credentials may be right; the server cannot check them now.
    private const string TemporaryRefusal = "temporary-auth-failure";

    /// <summary>What failed while logging in.</summary>
    public static ConnectorException AtLogin(Exception failure, ConnectyCubeAccount account, Uri server) => failure switch
    {
        ConnectorException already => already,
        XmppAuthenticationException { Condition: not TemporaryRefusal } e => new ConnectorAuthenticationException(
            $"{server} refuses the credentials of account {account.Name} ({e.Condition}): correct its password or token.", e),
        ConnectyCubeException { IsTransient: false } e => new ConnectorAuthenticationException(
            $"The REST service refuses account {account.Name}: {e.Message} Correct its login, password or token, or the AppId and "
            + "AuthKey.", e),
        _ => new ConnectorException($"Account {account.Name} cannot be connected to {server}: {failure.Message}", failure),
    };

    /// <summary>What failed while a command was carried out.</summary>
    public static ConnectorException AtCommand(Exception failure) => failure switch
    {
        ConnectorException already => already,
        XmppFormatException e => new ConnectorRefusedException($"The command cannot be written as XML: {e.Message}", "bad-format", e),
        ConnectyCubeException { IsTransient: false } e => new ConnectorRefusedException(e.Message, Reason(e.Status), e),
        ObjectDisposedException e => new ConnectorException("The connection is closed.", e),
        _ => new ConnectorException(failure.Message, failure),
    };

    /// <summary>What it means that the server sent a message back.</summary>
    public static ConnectorException AtRefusal(StanzaError refusal) => refusal.Type == "wait"
        ? new ConnectorException($"The chat server cannot take the message now: {refusal}.")
        : new ConnectorRefusedException($"The chat server refused the message: {refusal}.", refusal.Condition);

    /// <summary>What ended a connection.</summary>
    public static ConnectorException AtEnd(Exception failure) =>
        failure as ConnectorException ?? new ConnectorException($"The chat connection ended: {failure.Message}", failure);

    /// <summary>Whether it is a failure that these maps know, and no mistake of ours.</summary>
    public static bool IsExpected(Exception failure) =>
        failure is XmppException or ConnectyCubeException or ConnectorException or ObjectDisposedException;

    // The words that the chat server uses for the same refusals.
    private static string Reason(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.Unauthorized => "not-authorized",
        HttpStatusCode.Forbidden => "forbidden",
        HttpStatusCode.NotFound => "item-not-found",
        _ => "bad-request",
    };
}
