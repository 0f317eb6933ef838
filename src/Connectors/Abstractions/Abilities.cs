using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Connectors;

/// <summary>The ability to carry out one kind of command.</summary>
public interface ICarriesOut<in TCommand>
    where TCommand : class, IAccountCommand
{
    /// <summary>
    /// Carries out a command. An <see cref="IReliableCommand"/> is done when the network has taken it over (on XMPP:
    /// acknowledged the stanza, where the server supports that; otherwise, when it has been written to the socket), and may be
    /// repeated; any other when it is written. The commands of one dialog leave in the order of the calls, whether or not the
    /// earlier calls have returned.
    /// </summary>
    /// <exception cref="ConnectorRefusedException">The network refuses this command: repeating it does not help.</exception>
    /// <exception cref="ConnectorException">
    /// There is no connection, or it broke; whether the command arrived is not known: repeat it when there is one.
    /// </exception>
    Task SendAsync(TCommand command, CancellationToken cancellationToken);
}

/// <summary>The ability to answer one kind of request.</summary>
public interface IAnswers<in TRequest, TAnswer>
    where TRequest : class, IAccountRequest<TAnswer>
    where TAnswer : class
{
    /// <summary>Does what is asked.</summary>
    /// <exception cref="ConnectorRefusedException">The network refuses: repeating it does not help.</exception>
    /// <exception cref="ConnectorException">There is no connection, it broke, or no answer came in time.</exception>
    Task<TAnswer> AnswerAsync(TRequest request, CancellationToken cancellationToken);
}
