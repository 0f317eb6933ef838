using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>Asks for two numbers and tells their sum; counts, over all dialogs, how often it was asked to.</summary>
internal sealed class SumBot : IConversationBot, ICommandBot
{
    public void Define(ConversationSet conversations) => conversations.OnCommand("sum", "", "Adds.", async talk =>
    {
        var first = await talk.AskAsync<int>("First?");
        var second = await talk.AskAsync<int>("Second?");
        await talk.SayAsync($"{first + second}");
    });

    public void Define(CommandSet commands) => commands.Add("count", "", "Counts.", async (command, context, ct) =>
    {
        var count = await context.State.OfBot.GetAsync<int>("count", ct) + 1;
        context.State.OfBot.Set("count", count);
        await context.ReplyAsync(command, $"{count}", ct);
    });
}
