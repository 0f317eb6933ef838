using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Storage.Claims;

/// <summary>
/// Has a claim on the database from the start to the stop of the host: a host that is alone and hosts that share would handle everything
/// twice. When the claim is lost because the database was away, it is taken again, and the host goes on meanwhile.
/// </summary>
internal sealed partial class ClaimKeeper(Database database, Deployment deployment, TimeProvider time, ILogger<ClaimKeeper> logger)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private Task? _disposal;

    /// <summary>
    /// Null while this host has its claim. Otherwise that the database does not answer, or which host has come in meanwhile, and what to do.
    /// </summary>
    public string? Problem { get; private set; }

    /// <exception cref="StartupException">A host uses the database that does not go together with this one.</exception>
    /// <exception cref="StorageException">The database cannot be reached.</exception>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var claim = await database.TryClaimAsync(deployment.IsShared, cancellationToken)
            ?? throw new StartupException(await DescribeOtherAsync(cancellationToken));
        _keeping = KeepAsync(claim);
    }

    /// <summary>Lets other hosts come.</summary>
    public ValueTask DisposeAsync() => new(_disposal ??= DisposeOnceAsync());

    private async Task DisposeOnceAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
    }

    private async Task KeepAsync(IClaim first)
    {
        try
        {
            for (var claim = first; ; claim = await TakeAgainAsync())
            {
                await using (claim)
                {
                    var problem = await claim.WhenLostAsync(_stopping.Token);
                    Problem = $"{database.Name} does not answer: {problem}"; // known before anything is written
                    LogLost(database.Name, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private async Task<IClaim> TakeAgainAsync()
    {
        var isOtherKnown = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await database.TryClaimAsync(deployment.IsShared, _stopping.Token) is { } claim)
                {
                    Problem = null;
                    LogTaken(database.Name);
                    return claim;
                }

                if (!isOtherKnown)
                {
                    Problem = await DescribeOtherAsync(_stopping.Token);
                    isOtherKnown = true;
                    LogOther(Problem);
                }
            }
            catch (StorageException error)
            {
                LogNotTaken(error.Message);
            }

            await Task.Delay(Backoff.OfServices.Delay(attempt), time, _stopping.Token);
        }
    }

    private async Task<string> DescribeOtherAsync(CancellationToken cancellationToken)
    {
        if (deployment.IsShared)
        {
            return $"{database.Name} is used by a host that is alone on it (its Bus:Transport is InMemory), and this one would share it: "
                + "stop that one, or set its Bus:Transport to RabbitMq, or set Storage:ConnectionString to another database.";
        }

        await using var together = await database.TryClaimAsync(isShared: true, cancellationToken);
        return together is null
            ? $"{database.Name} is used by another host: stop that one, or set Storage:ConnectionString."
            : $"{database.Name} is used by hosts that share it (their Bus:Transport is RabbitMq), and this one would be alone on it: "
                + "set Bus:Transport to RabbitMq, or stop those, or set Storage:ConnectionString to another database.";
    }

    [LoggerMessage(LogLevel.Warning, "{Name} may be used by hosts that do not go together with this one, until it answers again: {Problem}")]
    private partial void LogLost(string name, string problem);

    [LoggerMessage(LogLevel.Debug, "Other hosts cannot be kept away yet: {Problem}")]
    private partial void LogNotTaken(string problem);

    [LoggerMessage(LogLevel.Information, "{Name} is kept from hosts that do not go together with this one again.")]
    private partial void LogTaken(string name);

    [LoggerMessage(LogLevel.Error, "Events and commands are handled twice: {Problem}")]
    private partial void LogOther(string problem);
}
