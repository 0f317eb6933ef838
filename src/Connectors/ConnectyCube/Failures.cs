using System.Net;
using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube;

/// <summary>The one place that says what a failure of the libraries below means to whoever uses a connector.</summary>
internal static class Failures
{
    /// <summary>What failed while logging in.</summary>
    public static ConnectorException AtLogin(Exception failure, ConnectyCubeAccount account, Uri server) => failure switch
    {
        ConnectorException already => already,
        XmppAuthenticationException { InnerException: ConnectyCubeException } e => new ConnectorAuthenticationException(e.Message, e),
        XmppAuthenticationException e => new ConnectorAuthenticationException(
            $"{server} refuses the credentials of account {account.Name} ({e.Condition}): correct its password or token.", e),
        _ => new ConnectorException($"Account {account.Name} cannot be connected to {server}: {failure.Message}", failure),
    };

    /// <summary>What failed while a command was carried out.</summary>
    public static ConnectorException AtCommand(Exception failure) => failure switch
    {
        ConnectorException already => already,
        XmppStanzaException e => AtRefusal(e.Error),
        XmppFormatException e => new ConnectorRefusedException($"The command cannot be written as XML: {e.Message}", "bad-format", e),
        ConnectyCubeException { IsTransient: false } e => new ConnectorRefusedException(e.Message, Reason(e.Status), e),
        ObjectDisposedException e => new ConnectorException("The connection is closed.", e),
        _ => new ConnectorException(failure.Message, failure),
    };

    /// <summary>What it means that the server refused a request or sent a message back.</summary>
    public static ConnectorException AtRefusal(StanzaError refusal) => refusal.Type == "wait"
        ? new ConnectorException($"The chat server cannot do it now: {refusal}.")
        : new ConnectorRefusedException($"The chat server refused: {refusal}.", refusal.Condition);

    /// <summary>Carries something out, and says of its failures what they mean.</summary>
    /// <exception cref="ConnectorException">It failed.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (IsExpected(e))
        {
            throw AtCommand(e);
        }
    }

    /// <inheritdoc cref="TranslateAsync{T}"/>
    public static Task TranslateAsync(Func<Task> action) => TranslateAsync(async () =>
    {
        await action().ConfigureAwait(false);
        return true;
    });

    /// <summary>Reads what the server answered.</summary>
    /// <exception cref="ConnectorException">It is not what the protocol demands, which may change.</exception>
    public static T Read<T>(Iq answer, Func<Iq, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (XmppFormatException e)
        {
            throw new ConnectorException($"The chat server's answer makes no sense: {e.Message}", e);
        }
    }

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
