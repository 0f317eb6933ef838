using System.Threading.Channels;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.TestKit.Bots;

/// <summary>What a test's bot does with an event.</summary>
public delegate Task BotAction(IAccountEvent happened, IBotContext context, CancellationToken cancellationToken);

/// <summary>What the bot of one test does, and what came to it.</summary>
public sealed class Script(BotAction act)
{
    private readonly Channel<IAccountEvent> _handled = Channel.CreateUnbounded<IAccountEvent>();
    private readonly List<IAccountEvent> _passedOver = [];

    /// <summary>Whether something was handled that no test has read.</summary>
    public bool HasMore => _passedOver.Count > 0 || _handled.Reader.TryPeek(out _);

    /// <summary>A bot that only listens.</summary>
    public static Script Listening() => new((_, _, _) => Task.CompletedTask);

    /// <summary>Adds the bot to a host.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton(this).AddBot<ActingBot>("acting");

    /// <summary>
    /// The next event of that kind that was handled without an exception; those of other kinds stay for who asks for them. For
    /// one reader at a time.
    /// </summary>
    public async Task<TEvent> NextAsync<TEvent>()
        where TEvent : class, IAccountEvent
    {
        if (_passedOver.OfType<TEvent>().FirstOrDefault() is { } earlier)
        {
            _passedOver.Remove(earlier);
            return earlier;
        }

        while (true)
        {
            var happened = await _handled.Reader.ReadAsync(TestTimeout.Token);
            if (happened is TEvent wanted)
            {
                return wanted;
            }

            _passedOver.Add(happened);
        }
    }

    internal async Task HandleAsync(IAccountEvent happened, IBotContext context, CancellationToken cancellationToken)
    {
        await act(happened, context, cancellationToken);
        _handled.Writer.TryWrite(happened);
    }
}
