using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Scheduling;

/// <summary>
/// What a bot has put off. It belongs to the success of the handler, as what the bot remembers does; from then on it survives restarts, and
/// what is due while no host runs happens late and is not lost. The short ways are extension methods (<see cref="SchedulingExtensions"/>).
/// </summary>
public interface IBotSchedule
{
    /// <summary>The host's clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Puts a command in line for a time; at once when that is past.</summary>
    /// <param name="make">Makes the command under the id that it is given.</param>
    /// <param name="at">When. Of one dialog, what is due earlier leaves first; at the same time, what was put in line first.</param>
    /// <param name="cancellationToken">Checked before.</param>
    /// <returns>The command's id, for <see cref="RemoveAsync"/>, <see cref="MessageSent"/> and <see cref="CommandFailed"/>.</returns>
    /// <exception cref="ArgumentException">The command has another id.</exception>
    Task<string> AddAsync(Func<string, IReliableCommand> make, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes a command back that is not due yet. One that is, or that the bot has not put in line, is no error.</summary>
    Task RemoveAsync(string commandId, CancellationToken cancellationToken);

    /// <summary>
    /// Has <see cref="TimerFired"/> come to this bot at a time, at once when that is past. A timer of the same name in the same dialog is
    /// replaced.
    /// </summary>
    /// <param name="dialog">In whose order it comes.</param>
    /// <param name="name">1 to 100 plain characters.</param>
    /// <param name="at">When.</param>
    /// <param name="payload">What comes along, 16,000 characters at most.</param>
    /// <param name="cancellationToken">Checked before.</param>
    /// <exception cref="ArgumentException">The name is no name, or the payload too long.</exception>
    /// <exception cref="InvalidOperationException">The bot does not handle <see cref="TimerFired"/>.</exception>
    Task SetTimerAsync(DialogRef dialog, string name, DateTimeOffset at, string? payload, CancellationToken cancellationToken);

    /// <summary>Takes a timer back. One that is due already comes all the same; one that is not there is no error.</summary>
    Task CancelTimerAsync(DialogRef dialog, string name, CancellationToken cancellationToken);

    /// <summary>
    /// The next hundred of what the bot has put off in a dialog of the account, in the order in which it is due, with what this handler
    /// changes.
    /// </summary>
    Task<IReadOnlyList<ScheduledItem>> ListAsync(DialogRef dialog, CancellationToken cancellationToken);
}
