using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// The announcements of the account, for a bot that whoever runs the host lets announce (<c>Announcements:Bots</c>). The account says them; what
/// other accounts announce is not there. Each call says for whom it is made, for the audit, and it is the bot that decides who may.
/// Refusals are a <see cref="RequestFailedException"/>: <c>item-not-found</c>, <c>conflict</c> for what cannot be done as things are,
/// <c>bad-request</c> for what makes no sense. A handler that is called again for the same event repeats what it asked, and nothing is
/// made twice.
/// </summary>
public interface IAnnouncements
{
    /// <summary>Makes one. Without a schedule it begins at once, unless it is paused.</summary>
    /// <param name="announcement">What it is; its account has to be the bot's.</param>
    /// <param name="isPaused">Whether it waits until it is resumed.</param>
    /// <param name="by">For whom.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<AnnouncementDetails> CreateAsync(Announcement announcement, bool isPaused, UserRef by, CancellationToken cancellationToken);

    /// <summary>All, by name.</summary>
    Task<IReadOnlyList<AnnouncementSummary>> ListAsync(UserRef by, CancellationToken cancellationToken);

    /// <summary>One, and when it is due.</summary>
    Task<AnnouncementDetails> GetAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Who would get it now, and what they would read.</summary>
    Task<AnnouncementPreviewed> PreviewAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Sends it to one user, now.</summary>
    Task<RunDetails> TestAsync(string name, UserRef to, UserRef by, CancellationToken cancellationToken);

    /// <summary>Sends nothing of it until it is resumed.</summary>
    Task<AnnouncementDetails> PauseAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Goes on with it.</summary>
    Task<AnnouncementDetails> ResumeAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Stops it, and never sends it again.</summary>
    Task<AnnouncementDetails> CancelAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Ends what is being sent of it; the schedule goes on.</summary>
    Task<RunDetails> StopAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>Tries those of the latest run again who were refused or failed.</summary>
    Task<RetriedRun> RetryAsync(string name, UserRef by, CancellationToken cancellationToken);

    /// <summary>How far the latest run is.</summary>
    Task<RunDetails> GetRunAsync(string name, UserRef by, CancellationToken cancellationToken);
}
