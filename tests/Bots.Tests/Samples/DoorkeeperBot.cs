// snippet:guarded
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Building;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Not everybody may do everything here, nor as often as they like.</summary>
public sealed partial class DoorkeeperBot(ILogger<DoorkeeperBot> logger) : IConfigureBot
{
    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.LimitPerDialog(30, TimeSpan.FromMinutes(1));
        bot.Use(async (@event, context, next, ct) =>
        {
            await next();
            LogHandled(@event.Origin.EventId);
        });
        bot.OnError((error, @event, context, ct) => @event is MessageReceived message
            ? context.ReplyAsync(message, "Something went wrong. Somebody will have a look at it.", ct)
            : Task.CompletedTask);

        bot.OnCommand("open", "Opens the door.", () => "It is open.").LimitPerUser(3, TimeSpan.FromMinutes(1));
        bot.OnCommand("lock", "Locks the door.", () => "It is locked.").OnlyFor(DialogRole.Admin);
        bot.OnCommand("break", "Breaks the door.", string () => throw new InvalidOperationException("It is made of steel."));
    }

    [LoggerMessage(LogLevel.Debug, "Handled {Event}.")]
    private partial void LogHandled(string @event);
}
// end
