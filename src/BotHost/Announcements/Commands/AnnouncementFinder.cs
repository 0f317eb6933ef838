using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Finds what a request is about, as far as whoever asks may know of it.</summary>
internal sealed class AnnouncementFinder(IAnnouncementStore store)
{
    private const int MostRuns = 1000;

    /// <summary>Whether whoever asks may ask for announcements of an account.</summary>
    public static bool Sees(Requester by, AccountRef account) => by.Account is null || by.Account == account;

    /// <exception cref="RequestFailedException">There is none that whoever asks may know of.</exception>
    public async Task<StoredAnnouncement> FindAsync(string name, Requester by, CancellationToken cancellationToken) =>
        await store.FindAsync(name, cancellationToken) is { } found && Sees(by, found.Definition.Account)
            ? found
            : throw AnnouncementRefusals.NoAnnouncement(name);

    /// <summary>The run of that number; without a number the latest that is no test.</summary>
    /// <exception cref="RequestFailedException">The announcement has no such run.</exception>
    public async Task<StoredRun> FindRunAsync(string name, long? run, CancellationToken cancellationToken)
    {
        var found = run is { } number
            ? await store.FindRunAsync(number, cancellationToken)
            : await FindLatestAsync(name, one => !one.IsTest, cancellationToken);
        return found is not null && found.Definition.Name == name ? found : throw AnnouncementRefusals.NoRun(name, run);
    }

    /// <summary>The latest run that fits; null when there is none.</summary>
    public async Task<StoredRun?> FindLatestAsync(string name, Func<StoredRun, bool> fits, CancellationToken cancellationToken) =>
        (await store.ListRunsAsync(name, MostRuns, cancellationToken)).FirstOrDefault(fits);

    /// <summary>The runs of an announcement that are not over.</summary>
    public async Task<IReadOnlyList<StoredRun>> OpenAsync(string name, CancellationToken cancellationToken) =>
        [.. (await store.ListRunsAsync(name, MostRuns, cancellationToken)).Where(run => !run.State.IsOver())];
}
