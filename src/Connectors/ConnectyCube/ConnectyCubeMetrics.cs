using System.Diagnostics.Metrics;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube;

/// <summary>What the connector counts.</summary>
internal sealed class ConnectyCubeMetrics
{
    public const string MeterName = "BotPlatform.ConnectyCube";

    private readonly Counter<long> _events;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _refused;

    public ConnectyCubeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>(
            "connectycube.events", "{event}", "Events that came in, by kind.");
        _ignored = meter.CreateCounter<long>(
            "connectycube.messages.ignored", "{message}", "Messages that came in and became no event, by reason.");
        _sent = meter.CreateCounter<long>(
            "connectycube.messages.sent", "{message}", "Messages that the server took over.");
        _refused = meter.CreateCounter<long>(
            "connectycube.messages.refused", "{message}", "Messages that the server sent back, by its reason.");
    }

    public void CountEvent(IAccountEvent happened) =>
        _events.Add(1, new KeyValuePair<string, object?>("kind", happened.GetType().Name));

    public void CountIgnored(Ignored reason) => _ignored.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void CountSent() => _sent.Add(1);

    public void CountRefused(string condition) => _refused.Add(1, new KeyValuePair<string, object?>("reason", condition));
}
