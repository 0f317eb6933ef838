using System.Diagnostics.Metrics;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>The meter <c>BotPlatform.BotHost</c>: what went well and what did not.</summary>
internal sealed class HostMetrics
{
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _missed;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("BotPlatform.BotHost");
        _handled = meter.CreateCounter<long>("botplatform.events.handled", "{event}", "Events that a bot has handled.");
        _failed = meter.CreateCounter<long>("botplatform.events.failed", "{event}", "Events given up after the retries.");
        _commands = meter.CreateCounter<long>("botplatform.commands", "{command}", "Commands by their kind and outcome.");
        _missed = meter.CreateCounter<long>(
            "botplatform.events.read_back", "{event}", "Events read from the history, those that came live as well included.");
    }

    public void MissedEvents(AccountRef account, int count) =>
        _missed.Add(count, new KeyValuePair<string, object?>("account", AccountName.Of(account)));

    public void EventHandled(string bot) => _handled.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void EventFailed(string bot) => _failed.Add(1, new KeyValuePair<string, object?>("bot", bot));

    public void CommandSent(string kind) => Count(kind, "sent");

    public void CommandRefused(string kind) => Count(kind, "refused");

    public void CommandFailed(string kind) => Count(kind, "failed");

    private void Count(string kind, string outcome) => _commands.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
