using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Testing;

/// <summary>
/// A chat with bots, without a network: <c>await bot.Receives("!vote 2").From("alice");</c>, then <c>bot.Replied("…");</c>. It does
/// what a host promises: events come once, in order, and again after a failure or a kill; what bots send leaves, and what they remember is kept,
/// when they have succeeded. <see cref="BotHarness{TBot}"/> is the same for a single bot and finished events.
/// </summary>
public sealed class BotTest : IBotActs, IAsyncDisposable
{
    private readonly Action<IServiceCollection> _configure;
    private readonly TestWorld _world = new();
    private readonly List<IIncoming> _begun = [];
    private IServiceCollection _services;
    private BotProcess _process;

    private BotTest(Action<IServiceCollection> configure)
    {
        _configure = configure;
        _services = ServicesOf(configure);
        _process = new BotProcess(_services, _world);
    }

    /// <summary>
    /// The clock of everything: moments of events, what expires, limits, and what the bots' services ask for. What bots have put off happens in
    /// <see cref="PassAsync"/>.
    /// </summary>
    public TestClock Clock => _world.Clock;

    /// <inheritdoc />
    public Transcript Transcript => _world.Transcript;

    /// <summary>Everything that the bots have done so far, in order.</summary>
    public IReadOnlyList<BotAct> Acts => _world.Acts;

    /// <inheritdoc />
    public IReadOnlyList<BotAct> LastActs => _world.LastActs;

    /// <inheritdoc />
    public IAccountEvent? LastEvent => _world.LastEvent;

    /// <inheritdoc />
    public string Name => _process.Names is [var one] ? $"The bot '{one}'" : $"The bots {string.Join(", ", _process.Names)}";

    /// <summary>All that the bots have asked for so far, in order, whether there was an answer or not.</summary>
    public IReadOnlyList<object> Requests => _world.Backend.Requests;

    /// <summary>What whoever runs the host would have been told: state that was dropped, conversations that ended.</summary>
    public IReadOnlyList<string> Problems => _world.State.Problems;

    /// <summary>Tests a bot of a class.</summary>
    /// <param name="configure">Adds what its constructor asks for. A clock and logs that nobody reads are there.</param>
    public static BotTest Of<TBot>(Action<IServiceCollection>? configure = null)
        where TBot : class =>
        With(services =>
        {
            configure?.Invoke(services);
            services.AddBot<TBot>("bot");
        });

    /// <summary>Tests a bot that needs no class.</summary>
    /// <param name="configure">Says what the bot does.</param>
    public static BotTest Of(Action<BotBuilder> configure) => With(services => services.AddBot("bot", configure));

    /// <summary>Tests bots beside each other, as a host registers them.</summary>
    /// <param name="configure">
    /// Adds bots and what they need. An object that is added here outlives the bots when they are restarted, as another system would; what
    /// is added by its type is made anew.
    /// </param>
    public static BotTest With(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new BotTest(configure);
    }

    /// <summary>One of several bots, for what it did alone.</summary>
    /// <exception cref="BotTestException">There is none of that name.</exception>
    public IBotActs Bot(string name) => _process.Names.Contains(name, StringComparer.Ordinal)
        ? new OneBot(this, name)
        : throw new BotTestException($"There is no bot '{name}', but {string.Join(", ", _process.Names)}.");

    /// <summary>Who is called so: the same each time, somebody new the first time.</summary>
    public TestUser User(string name) => _world.User(name);

    /// <summary>The group that is called so: the same each time, a new one the first time.</summary>
    public TestGroup Group(string name) => _world.Group(name);

    /// <summary>Somebody writes.</summary>
    public Incoming<MessageReceived> Receives(string text) => Begin(frame => new MessageReceived
    {
        Origin = frame.Origin,
        Dialog = frame.Dialog,
        DialogKind = frame.Kind,
        MessageId = frame.EventId,
        Sender = frame.User.User,
        Text = text,
    });

    /// <summary>Any other event, for example one of <see cref="Sample"/>'s. It says itself who did what where.</summary>
    public Incoming<TEvent> Receives<TEvent>(TEvent @event)
        where TEvent : class, IAccountEvent => Begin(_ => @event);

    /// <inheritdoc cref="BotHarness{TBot}.Answer{TRequest, TAnswer}"/>
    public void Answer<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        _world.Backend.Answer(answer);

    /// <inheritdoc cref="BotHarness{TBot}.AnswerDone{TRequest}"/>
    public void AnswerDone<TRequest>()
        where TRequest : class, IAccountRequest<Done> =>
        _world.Backend.Answer((TRequest _) => new Done());

    /// <inheritdoc cref="BotHarness{TBot}.AnswerAnnouncements{TRequest, TAnswer}"/>
    public void AnswerAnnouncements<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAnnouncementRequest<TAnswer>
        where TAnswer : class
    {
        _world.Backend.MayAnnounce = true;
        _world.Backend.Answer(answer);
    }

    /// <summary>Lets a request to the network fail that is still to come, whatever it asks.</summary>
    /// <param name="number">1 is the next one.</param>
    /// <param name="reason">The network's word, or one of <see cref="RequestFailedException"/>'s.</param>
    public void FailRequest(int number = 1, string reason = RequestFailedException.NotConnected)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        _world.Backend.Fail(number, new RequestFailedException($"The test lets it fail: {reason}.", reason));
    }

    /// <summary>The network refuses the next message of a bot, which <see cref="CommandFailed"/> tells the bots.</summary>
    public void RefuseNextMessage(string reason = "forbidden") => _world.Refusals.Enqueue(reason);

    /// <summary>From now on the network lacks a kind of request or command, and with it every capability that needs it.</summary>
    public void Lack<TContract>()
        where TContract : class =>
        _world.Backend.Lacking.Add(typeof(TContract));

    /// <summary>A file that bots can read, as a message carries it.</summary>
    public Attachment AddFile(string name, string contentType, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _world.Backend.Files!.Add(new FileToSend { Name = name, ContentType = contentType }, content);
    }

    /// <summary>What a file holds; null when there is none.</summary>
    public byte[]? FindFile(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return _world.Backend.Files!.Find(attachment.Uid);
    }

    /// <summary>
    /// Lets time pass. What bots have put off happens on the way, each at its own moment: messages leave, timers and time-outs come. That is
    /// one step of the test.
    /// </summary>
    public async Task PassAsync(TimeSpan time)
    {
        ThrowIfNotAwaited();
        var end = Clock.GetUtcNow() + time;
        _world.BeginStep($"{time} pass");
        while (_world.Backend.Schedule.TakeDue(end) is var (bot, due))
        {
            Clock.Advance(due.DueAt > Clock.GetUtcNow() ? due.DueAt - Clock.GetUtcNow() : TimeSpan.Zero);
            await _process.HandleAsync(bot, due);
        }

        Clock.Advance(end - Clock.GetUtcNow());
    }

    /// <summary>Ends the process and begins another one: the bots are made anew, and know what they remember.</summary>
    public void Restart() => Replace("a restart");

    /// <summary>Another version of the bot takes over, under the same name, with what this one remembers.</summary>
    public void Deploy<TNext>(Action<IServiceCollection>? configure = null)
        where TNext : class
    {
        _services = ServicesOf(services =>
        {
            configure?.Invoke(services);
            services.AddBot<TNext>("bot");
        });
        Replace($"{typeof(TNext).Name} is deployed");
    }

    /// <summary>Other bots take over, with what those of the same name remember.</summary>
    public void Deploy(Action<IServiceCollection> configure)
    {
        _services = ServicesOf(configure);
        Replace("other bots are deployed");
    }

    /// <summary>
    /// Plays a script twice with new bots, once without and once with random faults, and expects that the bots do the same in each dialog.
    /// </summary>
    /// <param name="script">What happens, in order. It is asked on a test of its own each time.</param>
    /// <param name="seed">Which faults; null for others each time. A failure names it.</param>
    /// <param name="faults">What may go wrong. Leave <see cref="Faults.Reordered"/> out where one dialog hears of another.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="BotTestException">They do something else.</exception>
    public Task<int> SurvivesFaultsAsync(Func<BotTest, IEnumerable<IIncoming>> script, int? seed = null, Faults faults = Faults.All)
    {
        ArgumentNullException.ThrowIfNull(script);
        return new Soak(() => new BotTest(_configure), script).RunAsync(seed ?? Random.Shared.Next(), faults);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <inheritdoc />
    public void ThrowIfNotAwaited()
    {
        if (_begun.Count > 0)
        {
            throw new BotTestException($"Something that the test lets happen was not awaited: await bot.Receives(…).\n\n{Transcript}");
        }
    }

    internal IReadOnlyList<ActivityWatch> Watches => _process.Watches;

    internal Incoming<TEvent> Begin<TEvent>(Func<EventFrame, TEvent> make)
        where TEvent : class, IAccountEvent => new(this, _world.NewFrame(), make);

    internal void Begun(IIncoming incoming) => _begun.Add(incoming);

    internal string NameOf(DialogRef dialog) => _world.NameOf(dialog);

    internal DialogKind KindOf(DialogRef dialog) => _world.KindOf(dialog);

    internal async Task RunAsync(IIncoming incoming, IAccountEvent @event, EventFrame frame, Faults faults)
    {
        _begun.Remove(incoming);
        frame.Group?.Enter(frame.User);
        if (faults.HasFlag(Faults.Restarted))
        {
            Restart();
        }

        _world.BeginStep(@event);
        if (faults.HasFlag(Faults.KilledBeforeSuccess))
        {
            await _process.LoseAsync(@event);
            Replace("killed before success, and started again");
        }

        await _process.HandleAsync(@event);
        if (faults.HasFlag(Faults.KilledAfterSuccess))
        {
            Replace("killed after success, and started again");
            await _process.HandleAsync(@event);
        }

        if (faults.HasFlag(Faults.Twice))
        {
            await _process.HandleAsync(@event);
        }
    }

    private ServiceCollection ServicesOf(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(Clock);
        configure(services);
        return services;
    }

    // What is killed says no goodbye.
    private void Replace(string why)
    {
        Transcript.AddUnder($"~ {why}");
        _process = new BotProcess(_services, _world);
    }

    private sealed class OneBot(BotTest test, string name) : IBotActs
    {
        public IReadOnlyList<BotAct> LastActs => [.. test.LastActs.Where(act => act.Bot == name)];

        public Transcript Transcript => test.Transcript;

        public IAccountEvent? LastEvent => test.LastEvent;

        public string Name => $"The bot '{name}'";

        public void ThrowIfNotAwaited() => test.ThrowIfNotAwaited();
    }
}
