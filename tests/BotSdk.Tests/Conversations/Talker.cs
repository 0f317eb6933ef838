using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Conversations;

/// <summary>A bot with a conversation, a command, a handler of every message, and a command that begins the conversation.</summary>
internal sealed class Talker(ConversationHandler talk, ConversationOptions? options = null) :
    IConversationBot, ICommandBot, IHandle<MessageReceived>
{
    public void Define(ConversationSet conversations) => conversations.OnCommand("order", "", "Orders.", talk, options);

    public void Define(CommandSet commands)
    {
        commands.Add("ping", "", "Answers.", (command, context, ct) => context.ReplyAsync(command, "pong", ct));
        commands.Add("start", "NAME", "Begins NAME.", (command, context, ct) =>
            context.BeginConversationAsync(command.Rest, command.Message, ct));
    }

    public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
        context.ReplyAsync(message, $"handled {message.Text}", cancellationToken);
}
