using System.Diagnostics.Metrics;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>The meter <c>BotPlatform.BotHost</c>: what went well and what did not.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _commands;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BotPlatform.BotHost");
        _handled = meter.CreateCounter<long>("botplatform.events.handled", "{event}", "Events that a bot has handled.");
        _failed = meter.CreateCounter<long>("botplatform.events.failed", "{event}", "Events given up after the retries.");
        _commands = meter.CreateCounter<long>("botplatform.commands", "{command}", "Commands by their kind and outcome.");
    }

    public void EventHandled(string bot) => _handled.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void EventFailed(string bot) => _failed.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void CommandSent(string kind) => Count(kind, "sent");

    public void CommandRefused(string kind) => Count(kind, "refused");

    public void CommandFailed(string kind) => Count(kind, "failed");

    private void Count(string kind, string outcome) => _commands.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
