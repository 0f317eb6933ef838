using System.Text.Json;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>Lets bots try parked items again, as far as this host can.</summary>
internal sealed partial class Redriver(
    ParkedStore parked, IBotCatalog bots, EventRoutes routes, DurableQueues queues, ILogger<Redriver> logger)
{
    // Read at once, and moved in one transaction: an item may have 64 KB.
    private const int AtOnce = 100;

    /// <summary>
    /// Tries these again, in this order: those of one dialog come to their bot in it. What cannot be tried again stays parked, and keeps
    /// none of the others.
    /// </summary>
    /// <exception cref="StorageException">The database is away; what was not moved yet stays parked.</exception>
    public async Task<Redriven> RedriveAsync(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var redriven = new List<long>();
        var kept = new List<KeptItem>();
        foreach (var some in numbers.Chunk(AtOnce))
        {
            var items = (await parked.ReadAsync(some, cancellationToken)).ToDictionary(item => item.Record.Number);
            var events = new List<ParkedEvent>(some.Length);
            foreach (var number in some)
            {
                if (!items.TryGetValue(number, out var item))
                {
                    kept.Add(new KeptItem { Number = number, IsGone = true, Reason = Sentences.Gone(number) });
                }
                else if (Read(item, out var reason) is { } @event)
                {
                    events.Add(new ParkedEvent(number, item.Record.Queue, @event));
                }
                else
                {
                    kept.Add(new KeptItem { Number = number, Reason = reason! });
                }
            }

            var moved = events.Count == 0 ? new HashSet<long>() : await queues.RedriveAsync(events, cancellationToken);
            redriven.AddRange(events.Select(one => one.Number).Where(moved.Contains));
            kept.AddRange(events.Where(one => !moved.Contains(one.Number)).Select(one => new KeptItem
            {
                Number = one.Number,
                Reason = $"Somebody else has redriven or discarded parked item {one.Number} at the same moment.",
            }));
        }

        if (redriven.Count > 0)
        {
            LogRedriven(redriven.Count, string.Join(", ", redriven.Take(20)));
        }

        return new Redriven { Numbers = redriven, Kept = kept };
    }

    /// <returns>Null with a reason when it cannot be tried again here.</returns>
    private IAccountEvent? Read(ParkedWhole item, out string? reason)
    {
        var (number, queue, kind) = (item.Record.Number, item.Record.Queue, item.Record.Kind);
        var bot = bots.Bots.FirstOrDefault(one => QueueNames.OfBot(one.Name) == queue)?.Name;
        if (bot is null)
        {
            reason = QueueNames.BotOf(queue) is { } stranger
                ? $"This host has no bot {stranger}, for which item {number} is parked."
                : $"Item {number} of the queue {queue} is for no bot.";
            return null;
        }

        try
        {
            if (MessageFormat.Read(kind, item.Body) is IAccountEvent @event)
            {
                reason = routes.RecipientsOf(@event).Contains(bot, StringComparer.Ordinal)
                    ? null
                    : $"The bot {bot} no longer wants item {number}: it would do nothing.";
                return reason is null ? @event : null;
            }

            reason = $"Item {number} is a {kind}, which is no event.";
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            reason = $"Item {number} is a {kind} that this program cannot read: {error.Message}";
        }

        return null;
    }

    [LoggerMessage(LogLevel.Information, "{Count} parked items are tried again: {Numbers}.")]
    private partial void LogRedriven(int count, string numbers);
}
