using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Holds the bots of a host and refuses those that do not fit together. Which bots there are may change while it runs.</summary>
public sealed class BotCatalog : IBotCatalog
{
    private readonly IBotSwitches? _switches;
    private readonly Lazy<BotSet> _first;
    private readonly Lock _gate = new();
    private volatile BotSet? _current;

    /// <summary>Makes a catalog whose bots are made when somebody first reads it, so that a bot can hold the catalog.</summary>
    /// <param name="makeBots">Makes the bots with their names.</param>
    /// <param name="texts">What the SDK says to people; English when nothing is said.</param>
    /// <param name="switches">Where bots are off; nowhere when nothing is said.</param>
    public BotCatalog(
        Func<IBotCatalog, IEnumerable<KeyValuePair<string, object>>> makeBots, BotTexts? texts = null, IBotSwitches? switches = null)
    {
        Texts = texts ?? BotTexts.English;
        _switches = switches;
        _first = new Lazy<BotSet>(() => new BotSet([.. makeBots(this).Select(bot => Prepare(bot.Key, bot.Value))], Texts));
    }

    /// <inheritdoc />
    public BotTexts Texts { get; }

    /// <inheritdoc />
    public IReadOnlyList<BotDescriptor> Bots => Current.Bots;

    /// <summary>The bots, ready to be called.</summary>
    /// <exception cref="BotDefinitionException">The bots do not fit together.</exception>
    public IReadOnlyList<BotDispatcher> Dispatchers => Current.Dispatchers;

    private BotSet Current => _current ?? _first.Value;

    /// <inheritdoc />
    public CommandDefinition? FindCommand(ReadOnlySpan<char> name) => Current.FindCommand(name);

    /// <inheritdoc />
    public bool IsUnderstood(MessageReceived message) => Current.IsUnderstood(message);

    /// <inheritdoc />
    public IBotCatalog At(AccountRef account, DialogRef? dialog) =>
        _switches is null ? Current : Current.Without(_switches.OffAt(account, dialog));

    /// <summary>The bot of that name, ready to be called; null when there is none now.</summary>
    public BotDispatcher? Find(string name) => Current.Find(name);

    /// <summary>Makes a bot ready to be called, of which nobody knows yet.</summary>
    /// <param name="name">The name under which it is registered.</param>
    /// <param name="bot">The bot.</param>
    /// <exception cref="BotDefinitionException">It is no bot.</exception>
    public BotDispatcher Prepare(string name, object bot) => new(name, bot, this);

    /// <summary>Throws when <see cref="Replace"/> would.</summary>
    /// <param name="removed">The names of bots that go.</param>
    /// <param name="added">Bots that come, some of them perhaps under the same names.</param>
    /// <exception cref="BotDefinitionException">The bots would not fit together.</exception>
    public void Check(IReadOnlyCollection<string> removed, IReadOnlyCollection<BotDispatcher> added) => Current.Replace(removed, added);

    /// <summary>Exchanges bots at once: whoever reads the catalog sees all of it or nothing.</summary>
    /// <param name="removed">The names of bots that go.</param>
    /// <param name="added">Bots that come, some of them perhaps under the same names.</param>
    /// <exception cref="BotDefinitionException">The bots would not fit together; nothing has changed.</exception>
    public void Replace(IReadOnlyCollection<string> removed, IReadOnlyCollection<BotDispatcher> added)
    {
        lock (_gate)
        {
            _current = Current.Replace(removed, added);
        }
    }
}
