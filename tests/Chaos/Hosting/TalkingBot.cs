using BotPlatform.BotSdk.Conversations;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Asks for three numbers and tells their sum. Is killed where messages pass the steps of a bot.</summary>
internal sealed class TalkingBot(KillSwitch kill) : IConversationBot
{
    /// <inheritdoc />
    public void Define(ConversationSet conversations) => conversations.OnCommand("sum", "", "Adds three numbers.", async talk =>
    {
        kill.Pass(Step.BotCalled);
        var sum = 0;
        foreach (var which in new[] { "First", "Second", "Third" })
        {
            sum += await talk.AskAsync<int>($"{which}?");
            kill.Pass(Step.BotDone);
        }

        await talk.SayAsync($"The sum is {sum}.");
    });
}
