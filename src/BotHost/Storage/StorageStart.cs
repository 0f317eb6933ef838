using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Migrations;

namespace BotPlatform.BotHost.Storage;

/// <summary>
/// Brings the database into form before anything uses it. Where a host is alone, keeps other hosts away from the database until it has
/// stopped: what is in it would be handled twice.
/// </summary>
internal sealed class StorageStart(
    Database database, Migrator migrator, Installation installation, GroupCommit commits, Deployment deployment)
    : IHostedService, IAsyncDisposable
{
    private IAsyncDisposable? _ownership;

    /// <exception cref="StartupException">The database cannot be used; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!deployment.IsShared)
            {
                _ownership = await database.TryOwnAsync(cancellationToken) ?? throw new StartupException(
                    $"{database.Name} is used by another host: stop that one, or set Storage:ConnectionString.");
            }

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
        await DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ownership, null) is { } ownership)
        {
            await ownership.DisposeAsync();
        }
    }
}
