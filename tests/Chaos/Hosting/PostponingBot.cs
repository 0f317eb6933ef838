using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Repeats each message a little later: by a message that it puts off, or by a timer, in turn.</summary>
internal sealed class PostponingBot(KillSwitch kill) : IHandle<MessageReceived>, IHandle<TimerFired>
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        kill.Pass(Step.BotCalled);
        if (message.MessageId[^1] % 2 == 0)
        {
            await context.ScheduleAsync(message, message.Text, Later, cancellationToken);
        }
        else
        {
            await context.SetTimerAsync(message, message.MessageId, Later, message.Text, cancellationToken);
        }

        kill.Pass(Step.BotDone);
    }

    /// <inheritdoc />
    public Task HandleAsync(TimerFired timer, IBotContext context, CancellationToken cancellationToken) =>
        context.SayAsync(timer.Dialog, timer.Payload!, cancellationToken);
}
