using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>Which bots get an event: a bot's queue holds only what the bot wants, so that no bot costs the others anything.</summary>
internal sealed class EventRoutes
{
    private readonly Dictionary<string, IReadOnlyList<string>>.AlternateLookup<ReadOnlySpan<char>> _commands;
    private readonly Dictionary<Type, IReadOnlyList<string>> _events;
    private readonly IReadOnlyList<string> _messages;

    public EventRoutes(IBotCatalog catalog)
    {
        var everything = catalog.Bots.Where(bot => bot.HandlesAllMessages || bot.HasConversations).Select(bot => bot.Name).ToList();
        var unanswered = catalog.Bots.Any(bot => bot.HandlesAllMessages) ? [] : catalog.Bots.Where(bot => bot.IsFallback);
        _commands = catalog.Bots
            .SelectMany(bot => bot.Commands, (bot, command) => KeyValuePair.Create<string, IReadOnlyList<string>>(
                command.Name, [.. everything.Union([bot.Name])]))
            .ToDictionary(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _messages = [.. everything.Union(unanswered.Select(bot => bot.Name))];
        _events = catalog.Bots.SelectMany(bot => bot.Events).Distinct().ToDictionary(
            type => type,
            type => (IReadOnlyList<string>)[.. catalog.Bots.Where(bot => bot.Events.Contains(type)).Select(bot => bot.Name)]);
    }

    /// <summary>The names of the bots that want the event.</summary>
    public IReadOnlyList<string> RecipientsOf(IAccountEvent @event) => @event is not MessageReceived message
        ? RecipientsOf(@event.GetType())
        : CommandSyntax.TryRead(message.Text, out var name, out _) && _commands.TryGetValue(name, out var bots)
            ? bots
            : _messages;

    /// <summary>The names of the bots that want every event of that kind.</summary>
    public IReadOnlyList<string> RecipientsOf(Type eventType) => _events.GetValueOrDefault(eventType, []);
}
