using System.Net;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>
/// Repeats a call that may succeed later: one that changes nothing when it is carried out twice, after any failure that passes;
/// any other only when the service says that it did not carry it out, and when to come again (429 or 503 with Retry-After).
/// </summary>
internal sealed partial class RestRetries(RestOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Makes attempts until one succeeds, or no further one is allowed or useful.</summary>
    /// <param name="call">What is sent.</param>
    /// <param name="attempt">Sends it; told whether an attempt before may have been carried out all the same.</param>
    /// <param name="cancellationToken">Ends the waits too.</param>
    public async Task<T> RunAsync<T>(
        RestCall call, Func<bool, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var mayBeDone = false;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(mayBeDone, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectyCubeException e) when (MayRepeat(call, e) && number < options.MaxAttempts && !IsTooLong(e))
            {
                mayBeDone |= !WasNotCarriedOut(e);
                var wait = WaitAfter(number, e.RetryAfter);
                LogRepeats(call, (int?)e.Status, number, options.MaxAttempts, wait.TotalMilliseconds);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool MayRepeat(RestCall call, ConnectyCubeException failure) =>
        call.IsIdempotent ? failure.IsTransient : WasNotCarriedOut(failure);

    private static bool WasNotCarriedOut(ConnectyCubeException failure) => failure is
    {
        Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, RetryAfter: not null,
    };

    private bool IsTooLong(ConnectyCubeException failure) => failure.RetryAfter > options.MaxRetryAfter;

    /// <summary>
    /// Twice as long each time, shortened by chance by up to a half, so that many who failed together do not come back together.
    /// What the service asks for is kept, and lengthened by chance by up to a quarter of the usual wait.
    /// </summary>
    private TimeSpan WaitAfter(int number, TimeSpan? asked)
    {
        var longest = options.FirstDelay * Math.Pow(2, Math.Min(number - 1, 20));
        var usual = longest < options.MaxDelay ? longest : options.MaxDelay;
        var chance = Random.Shared.NextDouble();
        return asked is { Ticks: > 0 } least ? least + (usual * (chance / 4)) : usual * (1 - (chance / 2));
    }

    [LoggerMessage(
        LogLevel.Debug, "{Call} failed with {Status}, attempt {Number} of {MaxAttempts}; it is repeated in {Milliseconds:0} ms.")]
    private partial void LogRepeats(RestCall call, int? status, int number, int maxAttempts, double milliseconds);
}
