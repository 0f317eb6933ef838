using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>
/// The bots of this host; they may change while it runs. A bot may ask for it in its constructor, but may read it only later, when all
/// are made.
/// </summary>
public interface IBotCatalog
{
    /// <summary>What the SDK, and bots that have no words of their own, say to people on this host.</summary>
    BotTexts Texts { get; }

    /// <summary>All bots, in the order of their registration.</summary>
    IReadOnlyList<BotDescriptor> Bots { get; }

    /// <summary>
    /// The command of that name or alias (without <c>!</c>, in any case), or null when no bot has it. Further words name a command of the
    /// group that the first one names.
    /// </summary>
    CommandDefinition? FindCommand(ReadOnlySpan<char> name);

    /// <summary>Whether some bot sees to the message: it is a bot's command, a bot picks it, or a bot handles every message.</summary>
    bool IsUnderstood(MessageReceived message);

    /// <summary>The bots that are on for an account in a dialog, as if there were no others.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="dialog">Null for what happens in none.</param>
    IBotCatalog At(AccountRef account, DialogRef? dialog);
}

/// <summary>What a bot is called and what it wants.</summary>
public sealed record BotDescriptor
{
    /// <summary>
    /// The name under which it is registered: lower case letters, digits and hyphens. Queues are named after it.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The class of the bot.</summary>
    public required Type Type { get; init; }

    /// <summary>The commands it understands.</summary>
    public required IReadOnlyList<CommandDefinition> Commands { get; init; }

    /// <summary>The events of which it wants every one.</summary>
    public required IReadOnlyList<Type> Events { get; init; }

    /// <summary>Whether it answers what nobody understands.</summary>
    public required bool IsFallback { get; init; }

    /// <summary>
    /// Tells the messages that it picks by their text, apart from commands, which are for the bot that has them; null when it picks none.
    /// </summary>
    public Func<MessageReceived, bool>? Picks { get; init; }

    /// <summary>Whether it holds conversations, and gets every message therefore.</summary>
    public bool HasConversations { get; init; }

    /// <summary>Of whose coming and going it wants to hear.</summary>
    public IReadOnlyList<ActivityWatch> Watches { get; init; } = [];

    /// <summary>Whether it gets every message only to watch, so that what nobody else understands is not understood.</summary>
    public bool IsWatcher { get; init; }

    /// <summary>Whether it handles every message, and not only its commands, for people to get an answer.</summary>
    public bool HandlesAllMessages => Events.Contains(typeof(MessageReceived)) && !IsWatcher;
}
