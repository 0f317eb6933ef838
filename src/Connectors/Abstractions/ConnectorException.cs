namespace BotPlatform.Connectors;

/// <summary>The network cannot be reached, or the connection broke: wait and try again.</summary>
public class ConnectorException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The credentials were refused: correct the configuration; trying again does not help.</summary>
public sealed class ConnectorAuthenticationException(string message, Exception? innerException = null)
    : ConnectorException(message, innerException);

/// <summary>The network refused one command: the connection lives, repeating the command does not help.</summary>
/// <param name="message">Says what was refused and why.</param>
/// <param name="reason">The network's own word, for example <c>item-not-found</c>.</param>
/// <param name="innerException">What failed underneath, if anything.</param>
public sealed class ConnectorRefusedException(string message, string reason, Exception? innerException = null)
    : ConnectorException(message, innerException)
{
    /// <summary>The network's own word for the reason, for example <c>item-not-found</c>.</summary>
    public string Reason { get; } = reason;
}
