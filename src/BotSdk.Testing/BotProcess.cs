using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Testing;

/// <summary>The bots of a test from their start to their end, called as a host calls them.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    // As many as a host makes unless it is told otherwise (Bus:Retries).
    private const int Retries = 3;

    // More than bots have to say about what became of what they said.
    private const int MaxOutcomes = 1000;

    private readonly TestWorld _world;
    private readonly ServiceProvider _services;
    private readonly List<BotHarness<object>> _bots;

    public BotProcess(IServiceCollection services, TestWorld world)
    {
        _world = world;
        _services = services.BuildServiceProvider();
        var catalog = _services.GetService<BotCatalog>()
            ?? throw new BotTestException("There is no bot: services.AddBot<MyBot>(\"mine\").");
        _bots = [.. catalog.Dispatchers.Select(bot => new BotHarness<object>(bot, catalog, bot, world.Backend))];
    }

    public IReadOnlyList<string> Names => [.. _bots.Select(NameOf)];

    /// <summary>Of whose coming and going the bots want to hear.</summary>
    public IReadOnlyList<ActivityWatch> Watches => [.. _bots.SelectMany(bot => ((BotDispatcher)bot.Bot).Bot.Watches)];

    /// <summary>The bots handle an event and the process dies.</summary>
    public async Task LoseAsync(IAccountEvent @event)
    {
        foreach (var bot in _bots.Where(bot => !IsHandled(bot, @event)))
        {
            _world.Working = NameOf(bot);
            try
            {
                await bot.LoseAsync(@event, CancellationToken.None);
            }
            catch (Exception e) when (e is not BotTestException)
            {
                // So does the failure.
            }
        }
    }

    /// <summary>The bots that have not handled the event handle it, and after it what becomes of what they send.</summary>
    /// <exception cref="BotTestException">A bot has failed each time; the others have handled it.</exception>
    public Task HandleAsync(IAccountEvent @event) => HandleAsync(new Queue<IAccountEvent>([@event]), []);

    private async Task HandleAsync(Queue<IAccountEvent> events, List<(string Bot, Exception Error)> failures)
    {
        for (var i = 0; events.TryDequeue(out var next); i++)
        {
            if (i > MaxOutcomes)
            {
                throw new BotTestException($"The bots answer the outcomes of their own messages without end.\n\n{_world.Transcript}");
            }

            foreach (var bot in _bots)
            {
                await HandleAsync(bot, next, events, failures);
            }
        }

        if (failures is [var (name, error), ..])
        {
            throw error as BotTestException ?? new BotTestException(
                $"The bot '{name}' failed {1 + Retries} times with {error.GetType().Name}: {error.Message}\n\n{_world.Transcript}", error);
        }
    }

    /// <summary>What a bot has put off happens: a command leaves, or the bot hears its timer.</summary>
    /// <exception cref="BotTestException">The bot has failed each time.</exception>
    public async Task HandleAsync(string bot, ScheduledItem due)
    {
        var events = new Queue<IAccountEvent>();
        if (due.Command is { } command)
        {
            Carry(bot, command, events);
        }

        var failures = new List<(string Bot, Exception Error)>();
        if (due.Timer is { } timer && _bots.Find(one => NameOf(one) == bot) is { } owner)
        {
            await HandleAsync(owner, timer, events, failures);
        }

        await HandleAsync(events, failures);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string NameOf(BotHarness<object> bot) => ((BotDispatcher)bot.Bot).Bot.Name;

    private async Task HandleAsync(
        BotHarness<object> bot, IAccountEvent @event, Queue<IAccountEvent> outcomes, List<(string, Exception)> failures)
    {
        if (IsHandled(bot, @event))
        {
            _world.Transcript.AddUnder($"{NameOf(bot)} is not asked again");
            return;
        }

        _world.Working = NameOf(bot);
        var before = bot.Commands.Count;
        if (await TryAsync(bot, @event) is { } error)
        {
            failures.Add((NameOf(bot), error));
        }

        _world.Handled.Add(Identity(bot, @event));
        foreach (var command in bot.Commands.Skip(before))
        {
            Carry(NameOf(bot), command, outcomes);
        }
    }

    /// <returns>Why it has failed for the last time; null when it has not.</returns>
    private async Task<Exception?> TryAsync(BotHarness<object> bot, IAccountEvent @event)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await bot.TryReceiveAsync(@event, CancellationToken.None);
                return null;
            }
            catch (BotTestException e)
            {
                return e; // the test is wrong, not the bot
            }
            catch (Exception e)
            {
                _world.Transcript.AddUnder($"! {NameOf(bot)} fails with {e.GetType().Name}: {e.Message}");
                if (attempt == Retries)
                {
                    await bot.GiveUpAsync(@event, e, CancellationToken.None);
                    return e;
                }
            }
        }
    }

    /// <summary>The network takes over a command, or refuses it.</summary>
    private void Carry(string bot, IReliableCommand command, Queue<IAccountEvent> outcomes)
    {
        if (!_world.Taken.Add(command.CommandId))
        {
            return; // the network knows its message id
        }

        if (command is not SendMessage message)
        {
            _world.Add(new BotAct(bot, command) { MessageId = MessageIdOf(command) });
            return;
        }

        var id = _world.NewId();
        if (_world.Refusals.TryDequeue(out var reason))
        {
            _world.Transcript.AddUnder($"{bot} is refused a message: {reason}");
            outcomes.Enqueue(Sample.Failed(message, reason) with { Origin = Origin($"failed-{id}", command) });
            return;
        }

        _world.Add(new BotAct(bot, command) { MessageId = id });
        outcomes.Enqueue(new MessageSent
        {
            Origin = Origin($"sent-{id}", command),
            Dialog = command.Dialog,
            MessageId = id,
            CommandId = command.CommandId,
        });
    }

    private static string? MessageIdOf(IReliableCommand command) => command switch
    {
        EditMessage edit => edit.MessageId,
        DeleteMessage delete => delete.MessageId,
        ChangeReactions change => change.MessageId,
        _ => null,
    };

    private EventOrigin Origin(string id, IReliableCommand command) =>
        new() { EventId = id, Account = command.Account, OccurredAt = _world.Clock.GetUtcNow() };

    private bool IsHandled(BotHarness<object> bot, IAccountEvent @event) => _world.Handled.Contains(Identity(bot, @event));

    private static (string, AccountRef, string) Identity(BotHarness<object> bot, IAccountEvent @event) =>
        (NameOf(bot), @event.Origin.Account, @event.Origin.EventId);
}
