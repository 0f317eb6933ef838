using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>How fast announcements leave. Section <c>Announcements</c>.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>
    /// How many messages of announcements an account has on their way at a time: behind no more than these an answer of a bot waits.
    /// Default 200.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxInFlight { get; set; } = 200;

    /// <summary>
    /// How many recipients a second an account's announcements go to, all of them together. Default 0: as many as the network takes.
    /// </summary>
    [Range(0.0, 1_000_000.0)]
    public double AccountRate { get; set; }

    /// <summary>How many announcements a second go to one dialog, which tells how far apart two are. Default 1; 0 for no distance.</summary>
    [Range(0.0, 1000.0)]
    public double DialogRate { get; set; } = 1;
}
