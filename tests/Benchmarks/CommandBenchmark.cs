using System.Diagnostics;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Benchmarks;

/// <summary>
/// A typed command through the SDK beside a bare <see cref="IHandle{TEvent}"/> that replies the same. They take turns, so that a noisy
/// machine disturbs all; medians are printed.
/// </summary>
internal static class CommandBenchmark
{
    private const int CallsARound = 200_000;
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        var ways = new (string Name, BotDispatcher Bot, string Text, List<Sampled> Samples)[]
        {
            ("bare IHandle", Dispatcher(new BareBot()), "!vote 2 because it is cheap", []),
            ("command that reads its text", Dispatcher(new TextBot()), "!vote 2 because it is cheap", []),
            ("typed command", Dispatcher(new InlineBot(Typed)), "!vote 2 because it is cheap", []),
            ("typed command, middleware, limit", Dispatcher(new InlineBot(Guarded)), "!vote 2 because it is cheap", []),
        };
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var way in ways)
            {
                var sample = await MeasureAsync(way.Bot, Sample.Message(way.Text));
                if (round >= 0)
                {
                    way.Samples.Add(sample);
                }
            }
        }

        Console.WriteLine($"One event to one reply, in the SDK alone, median of {Rounds} rounds of {CallsARound:N0}");
        foreach (var way in ways)
        {
            Console.WriteLine(
                $"  {way.Name,-34} {Median(way.Samples, s => s.Nanoseconds),7:N0} ns {Median(way.Samples, s => s.Bytes),7:N0} bytes");
        }
    }

    private static void Typed(BotBuilder bot) =>
        bot.OnCommand("vote", "Votes.", (int option, [Rest] string? why) => option > 0 ? why : null);

    private static void Guarded(BotBuilder bot)
    {
        Typed(bot);
        bot.Use((_, _, next, _) => next());
        bot.LimitPerUser(int.MaxValue, TimeSpan.FromHours(1));
    }

    private static BotDispatcher Dispatcher(object bot) =>
        new BotCatalog(_ => [KeyValuePair.Create("bot", bot)]).Dispatchers[0];

    private static async Task<Sampled> MeasureAsync(BotDispatcher bot, MessageReceived message)
    {
        var backend = new NoBackend();
        var ids = Enumerable.Range(0, CallsARound).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < CallsARound; i++)
        {
            // Each message is another one: a limit counts an event once.
            var one = message with { Origin = message.Origin with { EventId = ids[i] } };
            if ((await bot.DispatchAsync(one, backend, CancellationToken.None)).Commands.Count != 1)
            {
                throw new InvalidOperationException("There is no reply.");
            }
        }

        var elapsed = clock.Elapsed;
        return new Sampled(
            elapsed.TotalNanoseconds / CallsARound, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / CallsARound);
    }

    private static double Median(IEnumerable<Sampled> samples, Func<Sampled, double> value) =>
        samples.Select(value).Order().ElementAt(Rounds / 2);

    private sealed record Sampled(double Nanoseconds, double Bytes);

    private sealed class BareBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            context.ReplyAsync(message, "because it is cheap", cancellationToken);
    }

    private sealed class TextBot : ICommandBot
    {
        public void Define(CommandSet commands) => commands.Add(
            "vote", "OPTION [WHY]", "Votes.", (command, context, token) => context.ReplyAsync(command, command.Rest, token));
    }

    private sealed class NoBackend : IBotBackend, IStateBackend
    {
        public IStateBackend State => this;

        public TimeProvider Time => TimeProvider.System;

        public bool Offers(AccountRef account, Type contract) => false;

        public IFiles? FindFiles(AccountRef account) => null;

        public Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
            string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StateRecord?> FindAsync(StateAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Tell(string bot, string problem)
        {
        }

        public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
            where TAnswer : class => throw new NotSupportedException();
    }
}
