using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Messages;

/// <summary>
/// Remembers which commands the latest stanzas carried out: some servers, and the servers of others, send a stanza back long after
/// they have acknowledged it.
/// </summary>
internal sealed class SentCommands
{
    private const int Capacity = 4096;

    private readonly RecentMap<(Jid To, string Id), IReliableCommand> _commands = new(Capacity);

    public void Add(IReliableCommand command, Message message) => _commands.Set((message.To!, message.Id!), command);

    /// <summary>The command that a stanza carried out which comes back; null when none is remembered.</summary>
    public IReliableCommand? Find(Message error) =>
        error is { From: { } from, Id: { } id } && (_commands.TryGet((from, id), out var command) || _commands.TryGet((from.Bare, id), out command))
            ? command
            : null;
}
