using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts;

/// <summary>The one place that says what a failure of the XMPP library means to whoever uses a connector.</summary>
public static class Failures
{
    /// <summary>The word for what has no form in the protocol, or what the server does not offer.</summary>
    public const string NotThere = "feature-not-implemented";

    /// <summary>What failed while logging in.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="account">What the account is called in the configuration.</param>
    /// <param name="server">Where it logs in.</param>
    /// <param name="credentials">Which settings to correct, for example <c>user name or password</c>.</param>
    /// <remarks>
    /// Whoever refuses the account before the server is asked says so with a <see cref="ConnectorAuthenticationException"/> inside
    /// the <see cref="XmppAuthenticationException"/>.
    /// </remarks>
    public static ConnectorException AtLogin(Exception failure, string account, Uri server, string credentials) => failure switch
    {
        ConnectorException already => already,
        XmppAuthenticationException { InnerException: ConnectorAuthenticationException refused } => refused,
        XmppAuthenticationException e => new ConnectorAuthenticationException(
            $"{server} refuses the credentials of account {account} ({e.Condition}): correct its {credentials}.", e),
        _ => new ConnectorException($"Account {account} cannot be connected to {server}: {failure.Message}", failure),
    };

    /// <summary>What failed while a command was carried out or a request answered.</summary>
    public static ConnectorException AtCommand(Exception failure) => failure switch
    {
        ConnectorException already => already,
        XmppStanzaException e => AtRefusal(e.Error),
        XmppFormatException e => new ConnectorRefusedException($"The command cannot be written as XML: {e.Message}", "bad-format", e),
        ObjectDisposedException e => new ConnectorException("The connection is closed.", e),
        _ => new ConnectorException(failure.Message, failure),
    };

    /// <summary>What it means that somebody refused a request or sent a message back: a server, a room, a user.</summary>
    public static ConnectorException AtRefusal(StanzaError refusal) => refusal.Type == "wait"
        ? new ConnectorException($"The other side cannot do it now: {refusal}.")
        : new ConnectorRefusedException($"The other side refused: {refusal}.", refusal.Condition);

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
            throw new ConnectorException($"The answer makes no sense: {e.Message}", e);
        }
    }

    /// <summary>Whether it is a failure that these maps know, and no mistake of ours.</summary>
    public static bool IsExpected(Exception failure) => failure is XmppException or ConnectorException or ObjectDisposedException;
}
