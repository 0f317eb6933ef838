using System.Threading.Channels;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors;

/// <summary>Knows how to reach one chat network. One factory a network, one connector a login.</summary>
public interface IChatConnectorFactory
{
    /// <summary>The accounts that the configuration names. Each is connected once.</summary>
    IReadOnlyList<AccountRef> Accounts { get; }

    /// <summary>Logs in and returns when messages can flow both ways.</summary>
    /// <exception cref="ConnectorAuthenticationException">The credentials are wrong: trying again does not help.</exception>
    /// <exception cref="ConnectorException">The network cannot be reached or refused: try again later.</exception>
    Task<IChatConnector> ConnectAsync(AccountRef account, CancellationToken cancellationToken);
}

/// <summary>
/// One login on one network, from being connected until it ends. It does not reconnect: whoever owns it makes a new one.
/// Optional abilities are further interfaces of the same object, such as <see cref="ITypingConnector"/>.
/// </summary>
public interface IChatConnector : IAsyncDisposable
{
    /// <summary>Whose login it is.</summary>
    AccountRef Account { get; }

    /// <summary>
    /// What happens on the network, in order, without the account's own echoes. Bounded: a reader that stops reading stops the
    /// connection's reading too. Completes when the connection ends, with the error if there was one.
    /// </summary>
    ChannelReader<ReceivedEvent> Events { get; }

    /// <summary>Ends when the connection ends: successfully after a disposal, with a <see cref="ConnectorException"/> otherwise.</summary>
    Task Completion { get; }

    /// <summary>
    /// Sends one message. Returns when the network has taken it over (on XMPP: acknowledged the stanza, where the server
    /// supports that; otherwise, when it has been written to the socket). Safe to repeat with the same command. Messages of one
    /// dialog leave in the order of the calls, whether or not the earlier calls have returned.
    /// </summary>
    /// <exception cref="ConnectorRefusedException">The network refuses this message: repeating it does not help.</exception>
    /// <exception cref="ConnectorException">The connection broke; whether the message arrived is not known: repeat it.</exception>
    Task SendAsync(SendMessage command, CancellationToken cancellationToken);
}

/// <summary>A connector that can show "is typing".</summary>
public interface ITypingConnector
{
    /// <summary>Shows or hides it; returns when it is written, and is never retried.</summary>
    /// <exception cref="ConnectorException">The connection broke.</exception>
    Task SetTypingAsync(SetTyping command, CancellationToken cancellationToken);
}
