using System.Diagnostics.Metrics;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>The meter <c>BotPlatform.BotHost</c>: what went well and what did not.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _messages;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BotPlatform.BotHost");
        _handled = meter.CreateCounter<long>("botplatform.events.handled", "{event}", "Events that a bot has handled.");
        _failed = meter.CreateCounter<long>("botplatform.events.failed", "{event}", "Events given up after the retries.");
        _messages = meter.CreateCounter<long>("botplatform.messages", "{message}", "Messages by their outcome.");
    }

    public void EventHandled(string bot) => _handled.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void EventFailed(string bot) => _failed.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void MessageSent() => Count("sent");

    public void MessageRefused() => Count("refused");

    public void MessageFailed() => Count("failed");

    private void Count(string outcome) => _messages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
