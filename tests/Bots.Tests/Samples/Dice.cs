// snippet:plugin
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class Dice : IBotPlugin
{
    public void Register(IServiceCollection services) => services.AddBot("dice", bot =>
        bot.OnCommand("roll", "Rolls a die.", (MessageReceived message, IBotContext context) =>
            $"{Random.Shared.Next(context.GetSettings<DiceSettings>(message.Dialog).Sides) + 1}"));
}

public sealed class DiceSettings
{
    public int Sides { get; set; } = 6;
}
// end
