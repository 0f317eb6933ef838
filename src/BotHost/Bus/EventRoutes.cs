using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>Where an event goes.</summary>
/// <param name="Suffix">What follows the lane in the routing key.</param>
/// <param name="Recipients">How many bots get it.</param>
internal sealed record EventRoute(string Suffix, int Recipients);

/// <summary>
/// Routing keys. A key is the lane of the dialog or account, and for a command also its name (<c>3!echo</c>), so that a bot's
/// queues hold only what the bot wants: with two bots that would otherwise double what the bus has to do for every message.
/// </summary>
internal sealed class EventRoutes
{
    private readonly IBotCatalog _catalog;
    private readonly int _lanes;
    private readonly Dictionary<string, EventRoute>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly Dictionary<Type, EventRoute> _events;
    private readonly EventRoute _messages;

    public EventRoutes(IBotCatalog catalog, IOptions<BusOptions> options)
    {
        _catalog = catalog;
        _lanes = options.Value.Lanes;
        _commands = catalog.Bots.SelectMany(bot => bot.Commands)
            .ToDictionary(
                command => command.Name,
                command => RouteTo(Suffix(command), typeof(MessageReceived)),
                StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _events = catalog.Bots.SelectMany(bot => bot.Events).Distinct().ToDictionary(
            type => type, type => RouteTo("", type));
        _messages = RouteTo("", typeof(MessageReceived));
    }

    /// <summary>Whether some bot handles every event of that kind.</summary>
    public bool IsWanted(Type eventType) => _events.ContainsKey(eventType);

    public EventRoute RouteOf(IAccountEvent @event)
    {
        if (@event is MessageReceived message)
        {
            return CommandSyntax.TryRead(message.Text, out var name, out _) && _commands.TryGetValue(name, out var route)
                ? route
                : _messages;
        }

        return _events.GetValueOrDefault(@event.GetType(), Nowhere);
    }

    public string KeyOf(IAccountEvent @event) => Key(Lanes.Of(@event, _lanes), RouteOf(@event).Suffix);

    /// <summary>The keys that a bot's queue of one lane is bound with; none when the bot does not want the event.</summary>
    public IEnumerable<string> KeysFor(BotDescriptor bot, Type eventType, int lane) =>
        SuffixesFor(bot, eventType).Select(suffix => Key(lane, suffix));

    private static EventRoute Nowhere { get; } = new("", 0);

    private static string Suffix(CommandDefinition command) => "!" + command.Name.ToLowerInvariant();

    private static string Key(int lane, string suffix) => $"{lane}{suffix}";

    private EventRoute RouteTo(string suffix, Type eventType) =>
        new(suffix, _catalog.Bots.Count(bot => SuffixesFor(bot, eventType).Contains(suffix)));

    private IEnumerable<string> SuffixesFor(BotDescriptor bot, Type eventType)
    {
        if (eventType != typeof(MessageReceived))
        {
            return bot.Events.Contains(eventType) ? [""] : [];
        }

        if (bot.HandlesAllMessages)
        {
            return [.. _catalog.Bots.SelectMany(other => other.Commands).Select(Suffix), ""];
        }

        var commands = bot.Commands.Select(Suffix);
        var getsTheRest = bot.IsFallback && !_catalog.Bots.Any(other => other.HandlesAllMessages);
        return getsTheRest ? commands.Append("") : commands;
    }
}
