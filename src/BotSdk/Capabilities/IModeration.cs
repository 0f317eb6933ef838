using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// Telling the moderators. Refusals are a <see cref="RequestFailedException"/>. A handler that is called again reports again: make
/// it the last thing that can fail.
/// </summary>
public interface IModeration
{
    /// <summary>Reports a user.</summary>
    /// <param name="user">Who.</param>
    /// <param name="reason">Why, for people to read.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task ReportAsync(UserRef user, string reason, CancellationToken cancellationToken);

    /// <summary>Reports a message.</summary>
    /// <param name="message">Which.</param>
    /// <param name="reason">Why, for people to read.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task ReportAsync(MessageReceived message, string reason, CancellationToken cancellationToken);
}
