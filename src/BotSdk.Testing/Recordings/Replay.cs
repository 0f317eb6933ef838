using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>
/// Runs bots over a recording: with its time as the clock, with what it remembers in memory, with requests answered from the recording, and
/// with nothing sent.
/// </summary>
public sealed class Replay : IAsyncDisposable
{
    private readonly ReplayClock _clock = new();
    private readonly InMemoryState _memory = new();
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, BotDispatcher> _bots;

    /// <summary>Runs bots as a host registers them.</summary>
    /// <param name="configure">Adds the bots, under the names of the recording, and what they need. Logs that nobody reads are there.</param>
    /// <exception cref="BotDefinitionException">The bots do not fit together.</exception>
    public Replay(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        services.AddSingleton<TimeProvider>(_clock);
        _memory.Time = _clock;
        _services = services.BuildServiceProvider();
        _bots = _services.GetRequiredService<BotCatalog>().Dispatchers.ToDictionary(bot => bot.Bot.Name, StringComparer.Ordinal);
    }

    /// <summary>The names of the bots.</summary>
    public IReadOnlyCollection<string> Bots => _bots.Keys;

    /// <summary>Lets one bot of the recording handle one event again.</summary>
    public async Task<ReplayedHandling> PlayAsync(RecordedHandling recorded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (!_bots.TryGetValue(recorded.Bot, out var bot))
        {
            return new ReplayedHandling(recorded, ReplayOutcome.NoSuchBot, [], null);
        }

        _clock.Now = recorded.At;
        var backend = new ReplayBackend(recorded, _memory);
        var failure = default(string);
        var result = HandlerResult.Nothing;
        try
        {
            result = await bot.DispatchAsync(recorded.Event, backend, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failure = e.GetType().Name;
            result = await LastWordsAsync(bot, recorded.Event, e, backend, cancellationToken);
        }

        _memory.TryChange(result.States); // nobody changes it meanwhile
        var outcome = recorded.UsedFiles ? ReplayOutcome.UsedFiles
            : failure == recorded.Failure && Same.Commands(recorded.Commands, result.Commands) ? ReplayOutcome.Same
            : ReplayOutcome.Different;
        return new ReplayedHandling(recorded, outcome, result.Commands, failure);
    }

    /// <summary>Runs the bots over a file.</summary>
    /// <returns>What came of each line that is not the same.</returns>
    /// <exception cref="RecordingException">The file cannot be read, or is no recording.</exception>
    public async Task<IReadOnlyList<ReplayedHandling>> DifferencesAsync(string path, CancellationToken cancellationToken = default)
    {
        var differences = new List<ReplayedHandling>();
        await foreach (var recorded in RecordingFile.ReadAsync(path, cancellationToken))
        {
            if (await PlayAsync(recorded, cancellationToken) is { Outcome: not ReplayOutcome.Same } other)
            {
                differences.Add(other);
            }
        }

        return differences;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static async Task<HandlerResult> LastWordsAsync(
        BotDispatcher bot, IAccountEvent @event, Exception error, ReplayBackend backend, CancellationToken cancellationToken)
    {
        try
        {
            return await bot.GiveUpAsync(@event, error, backend, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HandlerResult.Nothing; // as a host does
        }
    }
}
