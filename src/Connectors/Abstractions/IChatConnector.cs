using System.Threading.Channels;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.Connectors;

/// <summary>
/// One account on one network, for as long as it is wanted: it connects, and connects again by itself when the connection
/// breaks. Optional abilities are found with <see cref="Find"/>.
/// </summary>
public interface IChatConnector : ICarriesOut<SendMessage>, IAsyncDisposable
{
    /// <summary>Whose login it is.</summary>
    AccountRef Account { get; }

    /// <summary>
    /// How the connection stands this instant. It never says <see cref="ConnectionState.Ready"/> of a link known to be dead.
    /// </summary>
    ConnectionStateChanged Status { get; }

    /// <summary>
    /// Each change of <see cref="Status"/>, in order. Of those that nobody reads only the last 64 are kept. Completes with the
    /// disposal.
    /// </summary>
    ChannelReader<ConnectionStateChanged> StatusChanges { get; }

    /// <summary>
    /// What happens on the network, in order and across reconnections, without the account's own echoes. A <c>GapDetected</c> comes
    /// before everything that the new stream brings. Bounded: a reader that stops reading stops the connection's reading too.
    /// Completes with the disposal.
    /// </summary>
    ChannelReader<ReceivedEvent> Events { get; }

    /// <summary>
    /// Connects, and returns when messages flow. It may be called again to connect anew at once (M07): instead of waiting for
    /// the next attempt, or after the attempts were given up. A cancelled wait does not stop the attempts.
    /// </summary>
    /// <exception cref="ConnectorAuthenticationException">The credentials are wrong: nothing more is tried.</exception>
    /// <exception cref="ConnectorException">The attempts are used up, or somebody disconnected meanwhile.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The network's id of the message that the command becomes, known before it is sent: the same for the same command, however
    /// often it is asked or sent.
    /// </summary>
    string MessageIdOf(SendMessage command);

    /// <summary>
    /// Says goodbye and stays away until <see cref="ConnectAsync"/>. What is on its way out gets two seconds.
    /// </summary>
    Task DisconnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// An optional ability, such as <c>ICarriesOut&lt;EditMessage&gt;</c> or
    /// <c>IAnswers&lt;GetLastActivity, LastActivity&gt;</c>; null where the network lacks it.
    /// </summary>
    T? Find<T>()
        where T : class;
}
