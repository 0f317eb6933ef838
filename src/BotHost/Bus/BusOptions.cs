using System.ComponentModel.DataAnnotations;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Bus;

/// <summary>What carries events to the bots and commands to the send service. Section <c>Bus</c>.</summary>
internal sealed class BusOptions
{
    /// <summary>
    /// <c>InMemory</c>, within this one process, or <c>RabbitMq</c>, for other programs and, with <c>Storage:Provider</c> Postgres, for
    /// several hosts. Default <c>InMemory</c>.
    /// </summary>
    public string Transport { get; set; } = "InMemory";

    /// <summary>Whether a broker carries the events.</summary>
    public bool IsRabbitMq => Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// How many dialogs a bot handles at the same time. A dialog always uses the same lane, and a lane does one thing after the
    /// other. Default 8.
    /// </summary>
    [Range(1, 256)]
    public int Lanes { get; set; } = 8;

    /// <summary>
    /// Events in memory on their way to one bot or being handled by it. When so many are out, the others wait in the database. Default
    /// 1000: mostly a few megabytes.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxEventsInFlight { get; set; } = 1000;

    /// <summary>
    /// Commands in memory on their way to the network, for one account. When so many are out, the others wait in the database. Default
    /// 1000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxCommandsInFlight { get; set; } = 1000;

    /// <summary>
    /// How often a bot that failed on an event is called again, and a message that could not be sent is sent again. Default 3.
    /// </summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>
    /// The wait before the first repetition; it doubles each time. While a bot waits, so does its lane. Default 0.2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a repetition. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a bot may take for one event; then the event is parked. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a host that stops waits for bots and sends to finish. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The waits before the repetitions.</summary>
    internal Backoff Backoff => new(RetryDelay, MaxRetryDelay);

    /// <summary><see cref="IsRabbitMq"/> where the settings are not checked yet.</summary>
    public static bool IsRabbitMqSetIn(IConfiguration configuration) =>
        new BusOptions { Transport = configuration["Bus:Transport"] ?? "" }.IsRabbitMq;
}
