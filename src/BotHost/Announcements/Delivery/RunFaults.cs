using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Runs that cannot be sent here, each for a reason of its own. They rest for a while, and are tried again.</summary>
internal sealed partial class RunFaults(TimeProvider time, ILogger logger)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<long, (string Sentence, TimeSpan Until)> _faults = [];

    /// <summary>Why a run rests, and how long it still does; null when it may be tried.</summary>
    public (string? Sentence, TimeSpan Wait)? Find(long run) =>
        _faults.TryGetValue(run, out var fault) && fault.Until - time.GetElapsedTime(_start) is var wait && wait > TimeSpan.Zero
            ? (fault.Sentence, wait)
            : null;

    /// <summary>A run rests from now on. The log says so once.</summary>
    /// <returns>The sentence for people.</returns>
    public string Add(StoredRun run, Exception error)
    {
        var sentence = AnnouncementRefusals.Short($"It cannot be sent by this host: {error.Message}");
        if (!_faults.ContainsKey(run.Number))
        {
            LogFault(error, run.Definition.Name, run.DueAt, error.Message);
        }

        _faults[run.Number] = (sentence, time.GetElapsedTime(_start) + Rounds.LookEvery);
        return sentence;
    }

    /// <summary>Forgets those that are over.</summary>
    public void Keep(IEnumerable<long> open)
    {
        foreach (var over in _faults.Keys.Except(open).ToList())
        {
            _faults.Remove(over);
        }
    }

    [LoggerMessage(LogLevel.Error, "Announcement {Name}, due at {DueAt:u}, cannot be sent by this host; others go on: {Problem}")]
    private partial void LogFault(Exception error, string name, DateTimeOffset dueAt, string problem);
}
