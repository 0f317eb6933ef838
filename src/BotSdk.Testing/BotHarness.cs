using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Runs one bot with no bus and no network, exactly as a host would call it.</summary>
/// <typeparam name="TBot">The bot.</typeparam>
public sealed class BotHarness<TBot>
    where TBot : class
{
    private readonly BotDispatcher _dispatcher;
    private readonly List<SendMessage> _sent = [];
    private readonly List<SetTyping> _typing = [];

    /// <summary>Runs <paramref name="bot"/> alone.</summary>
    public BotHarness(TBot bot)
        : this(_ => bot)
    {
    }

    /// <summary>Runs a bot that wants to know the other bots of its host.</summary>
    /// <param name="makeBot">Makes the bot; the catalog holds it and <paramref name="others"/>.</param>
    /// <param name="others">Other bots of the host. They are known to the bot, but not called.</param>
    public BotHarness(Func<IBotCatalog, TBot> makeBot, params object[] others)
    {
        TBot? bot = null;
        Catalog = new BotCatalog(catalog =>
        [
            KeyValuePair.Create<string, object>("bot", bot = makeBot(catalog)),
            .. others.Select((other, index) => KeyValuePair.Create($"other-{index + 1}", other)),
        ]);
        _dispatcher = Catalog.Dispatchers[0];
        Bot = bot!;
    }

    /// <summary>The bot.</summary>
    public TBot Bot { get; }

    /// <summary>The host's bots: this one and the others.</summary>
    public BotCatalog Catalog { get; }

    /// <summary>What has left so far, in order.</summary>
    public IReadOnlyList<SendMessage> Sent => _sent;

    /// <summary>When the bot showed that it is typing, or stopped, in order.</summary>
    public IReadOnlyList<SetTyping> Typing => _typing;

    /// <summary>
    /// Lets the bot handle an event. What it sent is in <see cref="Sent"/> afterwards; if it throws, the exception comes out here
    /// and nothing was sent.
    /// </summary>
    public async Task ReceiveAsync(IChatEvent @event, CancellationToken cancellationToken = default) =>
        _sent.AddRange(await _dispatcher.DispatchAsync(@event, RecordTypingAsync, cancellationToken));

    private Task RecordTypingAsync(SetTyping command, CancellationToken cancellationToken)
    {
        _typing.Add(command);
        return Task.CompletedTask;
    }
}
