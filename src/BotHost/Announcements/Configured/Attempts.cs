using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>Does something for each of many announcements. The one that fails is named in the log, and holds up none of the others.</summary>
/// <param name="verb">What cannot be done with one that fails: "be entered".</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of it, once when it begins to fail and once when that is over.</param>
internal sealed class Attempts(string verb, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, Outage> _failing = new(StringComparer.Ordinal);

    /// <summary>Whether something failed and has not succeeded since.</summary>
    public bool AreLeft => _failing.Count > 0;

    /// <summary>Whether that of an announcement failed and has not succeeded since.</summary>
    public bool IsLeft(string name) => _failing.ContainsKey(name);

    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<bool> TryAsync(string name, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing.TryGetValue(name, out var outage))
            {
                _failing.Add(name, outage = new Outage($"The announcement {name}", verb, time, logger));
            }

            outage.Begin(this, error);
            return false;
        }

        if (_failing.Remove(name, out var over))
        {
            over.End(this);
        }

        return true;
    }
}
