using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Finds what a request is about, as far as whoever asks may know of it.</summary>
internal sealed class AnnouncementFinder(IAnnouncementStore store, RunLookup runs)
{
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
        var number = run ?? (await FindLatestAsync(name, [], cancellationToken))?.Number;
        var found = number is { } known ? await store.FindRunAsync(known, cancellationToken) : null;
        return found is not null && found.Definition.Name == name ? found : throw AnnouncementRefusals.NoRun(name, run);
    }

    /// <inheritdoc cref="RunLookup.LatestAsync"/>
    public Task<FoundRun?> FindLatestAsync(string name, IReadOnlyList<RunState> states, CancellationToken cancellationToken) =>
        runs.LatestAsync(name, states, cancellationToken);

    /// <inheritdoc cref="RunLookup.OpenAsync"/>
    public Task<IReadOnlyList<long>> OpenAsync(string name, CancellationToken cancellationToken) => runs.OpenAsync(name, cancellationToken);

    /// <inheritdoc cref="RunLookup.HasAsync"/>
    public Task<bool> HasRunAsync(string name, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        runs.HasAsync(name, dueAt, cancellationToken);
}
