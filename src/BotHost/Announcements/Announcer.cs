using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements;

/// <summary>Posts an announcement.</summary>
internal sealed partial class Announcer(
    IOptions<AnnouncementsOptions> options,
    IEnumerable<IChatConnectorFactory> networks,
    CommandQueues commands,
    ILogger<Announcer> logger)
{
    /// <summary>
    /// Hands the announcement to the send service. The same announcement due at the same time makes the same message id, however
    /// often this is called.
    /// </summary>
    public async Task PostAsync(string name, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var announcement = options.Value.All.Single(one => one.Name == name);
        await commands.AcceptAsync(
            new SendMessage
            {
                CommandId = $"announcement/{name}/{dueAt.UtcDateTime:O}",
                CreatedAt = dueAt,
                Account = AccountOf(announcement),
                Dialog = new DialogRef(announcement.Dialog),
                Text = announcement.Text,
            }).WaitAsync(cancellationToken);
        LogPosted(name, dueAt);
    }

    /// <summary>The account that posts it.</summary>
    /// <exception cref="StartupException">The host has no such account.</exception>
    public AccountRef AccountOf(AnnouncementOptions announcement) =>
        networks.SelectMany(network => network.Accounts)
            .FirstOrDefault(account => announcement.Account is null || account.Id == announcement.Account)
        ?? throw new StartupException(
            $"The announcement '{announcement.Name}' is to be posted by the account {announcement.Account ?? "(any)"}, which "
            + "this host does not have. Correct its Account, or leave it out for the first account.");

    [LoggerMessage(LogLevel.Information, "Announcement {Name}, due at {DueAt}, is on its way.")]
    private partial void LogPosted(string name, DateTimeOffset dueAt);
}
