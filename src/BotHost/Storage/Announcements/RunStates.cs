using System.Globalization;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <summary>What the states of runs and recipients have in common.</summary>
internal static class RunStates
{
    /// <summary>Those in which there is something to do.</summary>
    public static IReadOnlyList<RunState> Open { get; } = [RunState.Due, RunState.Collecting, RunState.Sending];

    /// <summary>Whether there is nothing to do any more.</summary>
    public static bool IsOver(this RunState state) => !Open.Contains(state);

    /// <summary>A list of states in SQL.</summary>
    public static string In<T>(IEnumerable<T> states)
        where T : struct, Enum => $"IN ({string.Join(", ", states.Select(state => Convert.ToInt32(state, CultureInfo.InvariantCulture)))})";
}
