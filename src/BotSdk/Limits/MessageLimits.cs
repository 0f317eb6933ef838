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

    /// <summary>Lets the message through when every limit does.</summary>
    public Task RunAsync(
        MessageReceived message, IBotContext context, Func<Task> handle, BotTexts texts, CancellationToken cancellationToken)
    {
        return Run(0);

        Task Run(int index) => index == _limits.Count
            ? handle()
            : _limits[index].RunAsync(message, context, () => Run(index + 1), texts, cancellationToken);
    }
}
