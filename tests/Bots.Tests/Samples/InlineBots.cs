using System.Text.RegularExpressions;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.Texts;
using BotPlatform.BotSdk.Turns;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Bots that need no class.</summary>
internal static class InlineBots
{
    public static IServiceCollection AddMath(this IServiceCollection services) =>
        // snippet:inline
        services.AddBot("math", bot => bot.OnCommand("square", "Squares a number.", (int n) => $"{n * n}"));
    // end

    public static IServiceCollection AddTresor(this IServiceCollection services) =>
        // snippet:german
        services.AddBotTexts(BotTexts.German)
            .AddBot("tresor", bot => bot
                .OnCommand("open", "Opens the safe.", (int code) => $"{code}?").Describe("de", "Öffnet den Tresor."));
    // end

    public static void Configure(BotBuilder bot)
    {
        // snippet:messages
        bot.OnMessage("issue #(?<number>[0-9]+)", (Match match) => $"https://example.org/issues/{match.Groups["number"]}")
            .OnMention((Mention mention) => $"You said: {mention.Text}")
            .On<MessageDeleted>((deleted, context, ct) => context.SayAsync(deleted.Dialog, "I saw that.", ct));
        // end
    }

    public static void ConfigureTurns(BotBuilder bot)
    {
        // snippet:turns
        bot.OnTurn(
            (turn, context, ct) => context.ReplyAsync(turn.Last, $"You wrote {turn.Messages.Count} messages.", ct),
            new TurnOptions { Quiet = TimeSpan.FromSeconds(3) });
        // end
    }

    public static void ConfigureTable(BotBuilder bot)
    {
        // snippet:talk
        bot.OnConversation("table", "Books a table.", async (ITalk talk, int people) =>
        {
            var time = await talk.AskAsync<TimeOnly>("When?");
            return $"A table for {people} at {time:HH:mm}, {await talk.AskAsync<string>("In whose name?")}.";
        });
        // end
    }
}
