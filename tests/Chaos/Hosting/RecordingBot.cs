using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Writes down what it handles, and repeats it.</summary>
internal sealed class RecordingBot(BotRecord record, KillSwitch kill, HostSettings settings, TimeProvider clock) : IHandle<MessageReceived>
{
    /// <summary>What a message begins with that takes long.</summary>
    public const string Slow = "slow ";

    /// <inheritdoc />
    public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        record.Write(message.MessageId, message.Text);
        kill.Pass(Step.BotCalled);
        if (message.Text.StartsWith(Slow, StringComparison.Ordinal))
        {
            await Task.Delay(settings.SlowFor, clock, cancellationToken);
        }

        await context.ReplyAsync(message, message.Text, cancellationToken);
        kill.Pass(Step.BotDone);
    }
}
