using System.Net;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube;

/// <summary>A REST call failed: the service refused it, answered nonsense, or did not answer.</summary>
/// <param name="message">Names the call and the service's own words, never a secret.</param>
/// <param name="innerException">What failed underneath, if anything.</param>
public sealed class ConnectyCubeException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal const string GeneralField = "base";
    private const string SessionExpired = "Required session does not exist";

    /// <summary>The status of the answer; null when there was none (unreachable, timed out).</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>
    /// Everything that the service says is wrong, general complaints first; empty when it does not say (section 2.2).
    /// </summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What is wrong by field, when the service says so; general complaints are under <c>base</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long the service asks us to wait before the next call; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether it is the exact answer to an unknown or expired token (section 2.2); other 401s are refusals that a new session
    /// does not cure.
    /// </summary>
    public bool IsSessionExpired =>
        Status == HttpStatusCode.Unauthorized
        && Fields.TryGetValue(GeneralField, out var general)
        && general is [SessionExpired, ..];

    /// <summary>
    /// Whether the same call may succeed later: no answer, an answer that cannot be read, 408, 429 or 5xx. What is too large stays
    /// too large, and a list keeps an item that cannot be read.
    /// </summary>
    public bool IsTransient => !IsTooLarge && Item is null
        && (Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            || (int)Status < 400 || (int)Status >= 500);

    /// <summary>Whether it was given up because it is larger than we let it be.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>The item of a list that cannot be read and must not be left out; null when it is about something else.</summary>
    public UnreadableItem? Item { get; init; }
}
