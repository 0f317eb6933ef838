namespace BotPlatform.BotSdk.Conversations;

/// <summary>A bot that asks people one question after the other.</summary>
public interface IConversationBot
{
    /// <summary>Names the bot's conversations. Called once, at start.</summary>
    void Define(ConversationSet conversations);
}

/// <summary>
/// Holds a conversation with one user in one dialog. It runs from its beginning again with each message of the user, gets the answers that
/// were given already, and goes on behind the last one; so everything that is not the same each time comes from <paramref name="talk"/>.
/// </summary>
public delegate Task ConversationHandler(ITalk talk);
