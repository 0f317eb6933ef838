// snippet:later
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Says when the tea is ready (<c>!tea 3m</c>), and reminds of it until somebody writes <c>!got</c>.</summary>
public sealed class KettleBot : ICommandBot, IHandle<TimerFired>
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("tea", "Says when the tea is ready.", TeaAsync);
        commands.Add("got", "The tea is fetched.", GotAsync);
    }

    /// <inheritdoc />
    public async Task HandleAsync(TimerFired timer, IBotContext context, CancellationToken cancellationToken)
    {
        await context.SayAsync(timer.Dialog, $"{timer.Payload}, your tea gets cold.", cancellationToken);
        await context.SetTimerAsync(timer.Dialog, timer.Name, Again, timer.Payload, cancellationToken);
    }

    private static async Task TeaAsync(TimeSpan after, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        await context.ScheduleAsync(message, "The tea is ready.", after, cancellationToken);
        await context.SetTimerAsync(message, "tea", after + Again, message.Sender.Id, cancellationToken);
    }

    private static async Task GotAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        await context.CancelTimerAsync(command.Message, "tea", cancellationToken);
        await context.ReplyAsync(command, "Enjoy.", cancellationToken);
    }
}
// end
