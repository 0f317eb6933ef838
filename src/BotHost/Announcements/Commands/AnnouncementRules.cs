using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Says what is wrong with an announcement before anything is done with it.</summary>
internal sealed class AnnouncementRules(IEnumerable<IChatConnectorFactory> networks)
{
    private readonly HashSet<AccountRef> _accounts = [.. networks.SelectMany(network => network.Accounts)];

    /// <exception cref="RequestFailedException">Something is: all of it, in sentences.</exception>
    public void Check(Announcement definition)
    {
        var problems = Problems(definition).ToList();
        if (problems.Count > 0)
        {
            throw AnnouncementRefusals.Wrong(problems);
        }
    }

    public Task<AnnouncementPreviewed> PreviewAsync(Announcement definition, PreviewAnnouncement preview, CancellationToken cancellationToken)
    {
        Check(definition);
        return Task.FromResult(new AnnouncementPreviewed { Recipients = 0, Samples = [] });
    }

    /// <summary>What is wrong with it, whenever it is looked at; that it is too late for it is not among it.</summary>
    public IEnumerable<string> LastingProblems(Announcement definition) => Problems(definition);

    private IEnumerable<string> Problems(Announcement definition)
    {
        if (!_accounts.Contains(definition.Account))
        {
            yield return $"The hosts have no account {definition.Account.Network}/{definition.Account.Id}: "
                + $"they have {string.Join(", ", _accounts.Select(account => $"{account.Network}/{account.Id}"))}.";
        }
    }
}
