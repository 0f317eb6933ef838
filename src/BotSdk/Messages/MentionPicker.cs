using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>Picks messages that are meant for the bot.</summary>
internal sealed class MentionPicker : MessagePicker
{
    private readonly IReadOnlyList<string> _names;

    public MentionPicker(string bot, IReadOnlyList<string> names, Delegate handler)
        : base(handler, $"The mention of the bot '{bot}'", typeof(Mention)) => _names =
        names.Count > 0 && names.All(name => name.Trim().Length > 0)
            ? [.. names.Select(name => name.Trim().TrimStart('@'))]
            : throw new BotDefinitionException($"The bot '{bot}' handles mentions of nothing: give it names.");

    public override object? Pick(MessageReceived message) => Mention.Find(message, _names);
}
