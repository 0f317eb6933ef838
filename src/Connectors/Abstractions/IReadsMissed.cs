using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors;

/// <summary>The ability to read from the network's history what an account missed while it was away.</summary>
public interface IReadsMissed
{
    /// <summary>
    /// What the history has from a moment on: the oldest first within each dialog, and across dialogs as far as that can be done
    /// without reading all of them first. Nothing of the account's own, and nothing is marked as read by it.
    /// </summary>
    /// <remarks>
    /// An event is the same that it would have been live, its id included, but for what the history does not know. What the account
    /// has seen live is among them: whoever reads drops what has an id that came before. Reading again from the same moment begins anew.
    /// </remarks>
    /// <param name="since">
    /// By the network's clock. Earlier events may come too, when the history tells times less finely.
    /// </param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ConnectorRefusedException">The network does not let the account read.</exception>
    /// <exception cref="ConnectorException">There is no connection, it broke, or no answer came in time.</exception>
    IAsyncEnumerable<IChatEvent> ReadMissedAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
