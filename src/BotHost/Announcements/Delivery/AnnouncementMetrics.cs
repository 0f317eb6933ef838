using System.Diagnostics.Metrics;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>The meter <c>BotPlatform.BotHost.Announcements</c>: what became of recipients, and how fast it goes.</summary>
internal sealed class AnnouncementMetrics
{
    private readonly Counter<long> _recipients;

    public AnnouncementMetrics(IMeterFactory meters, AccountDesks desks)
    {
        var meter = meters.Create("BotPlatform.BotHost.Announcements");
        _recipients = meter.CreateCounter<long>(
            "botplatform.announcements.recipients", "{recipient}", "Recipients by what became of them.");
        meter.CreateObservableGauge(
            "botplatform.announcements.in_flight",
            () => desks.All.Select(one => Of(one.Value.InFlight.Count, one.Key)),
            "{message}",
            "Messages of announcements on their way to the network.");
        meter.CreateObservableGauge(
            "botplatform.announcements.slowed_to",
            () => desks.All.Select(one => Of(one.Value.Pace.SlowedTo ?? 0, one.Key)),
            "{recipient}/s",
            "How fast announcements leave since the network has complained; 0 when it has not.");
    }

    /// <summary>A recipient's row has changed.</summary>
    public void Became(AccountRef account, string outcome) => _recipients.Add(
        1,
        new KeyValuePair<string, object?>("account", AccountName.Of(account)),
        new KeyValuePair<string, object?>("outcome", outcome));

    private static Measurement<T> Of<T>(T value, AccountRef account)
        where T : struct => new(value, new KeyValuePair<string, object?>("account", AccountName.Of(account)));
}
