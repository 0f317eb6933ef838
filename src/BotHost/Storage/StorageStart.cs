using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Migrations;

namespace BotPlatform.BotHost.Storage;

/// <summary>Brings the database into form before anything uses it.</summary>
internal sealed class StorageStart(Migrator migrator, Installation installation, GroupCommit commits)
{
    /// <exception cref="StartupException">The database cannot be reached, or a later version of the program has changed it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await migrator.MigrateAsync(cancellationToken);
            await installation.LoadAsync(cancellationToken);
        }
        catch (Exception error) when (error is StorageException or NewerSchemaException)
        {
            throw new StartupException(error.Message, error);
        }

        commits.Start();
    }
}
