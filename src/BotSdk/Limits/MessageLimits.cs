using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Limits;

/// <summary>The limits of a command or a bot.</summary>
internal sealed class MessageLimits
{
    private readonly List<MessageLimit> _limits = [];

    public bool IsEmpty => _limits.Count == 0;

    /// <exception cref="BotDefinitionException">Nothing would be left.</exception>
    public void Add(int count, TimeSpan time, Func<MessageReceived, object> key)
    {
        if (count < 1 || time <= TimeSpan.Zero)
        {
            throw new BotDefinitionException($"A limit of {count} in {time} lets nothing through: have at least 1, in more than no time.");
        }

        _limits.Add(new MessageLimit(count, time, key));
    }

    /// <summary>Lets the message through when every limit does; else says once in the time of the limit that it was too much.</summary>
    /// <param name="message">What is counted.</param>
    /// <param name="context">Says so.</param>
    /// <param name="handle">Handles it.</param>
    /// <param name="texts">In which words.</param>
    /// <param name="cancellationToken">Of the event.</param>
    /// <param name="isAnswer">Whether it is said each time, because somebody waits for a question to go on.</param>
    public async Task RunAsync(
        MessageReceived message,
        IBotContext context,
        Func<Task> handle,
        BotTexts texts,
        CancellationToken cancellationToken,
        bool isAnswer = false)
    {
        foreach (var limit in _limits)
        {
            var verdict = limit.VerdictOn(message, context.Time);
            if (verdict == LimitVerdict.Passes)
            {
                continue;
            }

            if (isAnswer || verdict == LimitVerdict.Refused)
            {
                await context.ReplyAsync(message, texts.TooFast, cancellationToken);
            }

            return;
        }

        await handle();
    }
}
