using System.Runtime.CompilerServices;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>
/// Which bots get an event: a bot's queue holds only what the bot wants, so that no bot costs the others anything. What a catalog without
/// the bots that are off says is worked out once.
/// </summary>
internal sealed class EventRoutes(IBotCatalog catalog)
{
    // Weak, because a plug-in that is replaced shall leave the memory.
    private readonly ConditionalWeakTable<IBotCatalog, Routes> _routes = [];

    /// <summary>The names of the bots that want the event.</summary>
    public IReadOnlyList<string> RecipientsOf(IAccountEvent @event)
    {
        var here = catalog.At(@event.Origin.Account, (@event as IChatEvent)?.Dialog);
        return _routes.GetValue(here, bots => new Routes(bots)).RecipientsOf(@event);
    }

    private sealed class Routes
    {
        private readonly Dictionary<string, IReadOnlyList<string>>.AlternateLookup<ReadOnlySpan<char>> _commands;
        private readonly Dictionary<Type, IReadOnlyList<string>> _events;
        private readonly IReadOnlyList<string> _everything;
        private readonly IReadOnlyList<string> _messages;
        private readonly IReadOnlyList<BotDescriptor> _pickers;

        public Routes(IBotCatalog catalog)
        {
            _everything = [.. catalog.Bots
                .Where(bot => bot.Events.Contains(typeof(MessageReceived)) || bot.HasConversations).Select(bot => bot.Name)];
            _pickers = [.. catalog.Bots.Where(bot => bot.Picks is not null && !bot.HandlesAllMessages)];
            var unanswered = catalog.Bots.Any(bot => bot.HandlesAllMessages) ? [] : catalog.Bots.Where(bot => bot.IsFallback);
            _commands = catalog.Bots
                .SelectMany(bot => bot.Commands, (bot, command) => (bot.Name, Words: command.Aliases.Prepend(command.Name)))
                .SelectMany(one => one.Words, (one, word) => KeyValuePair.Create<string, IReadOnlyList<string>>(
                    word, [.. _everything.Union([one.Name])]))
                .ToDictionary(StringComparer.OrdinalIgnoreCase)
                .GetAlternateLookup<ReadOnlySpan<char>>();
            _messages = [.. _everything.Union(unanswered.Select(bot => bot.Name))];
            _events = catalog.Bots.SelectMany(bot => bot.Events).Distinct().ToDictionary(
                type => type,
                type => (IReadOnlyList<string>)[.. catalog.Bots.Where(bot => bot.Events.Contains(type)).Select(bot => bot.Name)]);
        }

        public IReadOnlyList<string> RecipientsOf(IAccountEvent @event) => @event is not MessageReceived message
            ? _events.GetValueOrDefault(@event.GetType(), [])
            : CommandSyntax.TryRead(message.Text, out var name, out _) && _commands.TryGetValue(name, out var bots)
                ? bots
                : RecipientsOfText(message);

        private IReadOnlyList<string> RecipientsOfText(MessageReceived message)
        {
            var picking = _pickers.Count == 0 ? [] : _pickers.Where(bot => bot.Picks!(message)).Select(bot => bot.Name).ToList();
            return picking.Count == 0 ? _messages : [.. _everything.Union(picking)];
        }
    }
}
