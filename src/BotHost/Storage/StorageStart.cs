using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Claims;
using BotPlatform.BotHost.Storage.Migrations;

namespace BotPlatform.BotHost.Storage;

/// <summary>
/// Claims the database until the host has stopped, and brings it into form before anything uses it.
/// </summary>
internal sealed class StorageStart(Database database, ClaimKeeper claim, Migrator migrator, Installation installation, GroupCommit commits)
    : IHostedService
{
    /// <exception cref="StartupException">The database cannot be used; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await claim.TakeAsync(cancellationToken);
            await migrator.MigrateAsync(cancellationToken);
            await installation.LoadAsync(cancellationToken);
        }
        catch (Exception error) when (error is not (StartupException or OperationCanceledException))
        {
            throw new StartupException(
                error is StorageException or NewerSchemaException ? error.Message : $"{database.Name} cannot be used: {error.Message}", error);
        }

        commits.Start();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    /// <remarks>The first to be registered is the last to stop.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await commits.DisposeAsync();
        await claim.DisposeAsync();
    }
}
