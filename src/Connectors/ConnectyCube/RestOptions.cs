namespace BotPlatform.ConnectyCube;

/// <summary>How carefully the REST service is used: the section <c>ConnectyCube:Rest</c>.</summary>
public sealed class RestOptions
{
    /// <summary>
    /// How often a call is made at most when it fails with something that may pass; 1 never repeats. Default 4.
    /// </summary>
    /// <remarks>
    /// A call that creates something is repeated only after an answer that says that it was not carried out: 429 or 503 with
    /// <c>Retry-After</c>.
    /// </remarks>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// The longest wait before the second attempt; it doubles each time, and each wait is shortened by chance, by up to a half.
    /// Default half a second.
    /// </summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts, where the service names none. Default 10 seconds.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest wait that the service may ask for (<c>Retry-After</c>); when it asks for more, the call fails at once.
    /// Default one minute.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many calls of one account may be on their way at the same time. Default 32.</summary>
    public int MaxConcurrentCalls { get; set; } = 32;

    /// <summary>How many more calls of one account may wait for their turn; beyond that they fail. Default 10,000.</summary>
    public int MaxQueuedCalls { get; set; } = 10_000;

    /// <summary>
    /// How many calls of one account may begin within a second, on average; that many may begin at once. Default 50; 0 for no limit.
    /// </summary>
    public int MaxCallsPerSecond { get; set; } = 50;

    /// <summary>The largest file that is uploaded, in bytes. Default 100 MiB, which is what the service takes (section 8).</summary>
    public long MaxUploadBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>The largest file that is downloaded, in bytes. Default 100 MiB.</summary>
    public long MaxDownloadBytes { get; set; } = 100 * 1024 * 1024;
}
