using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Benchmarks;

/// <summary>The complete host in this process, with a bot that does nothing; counts what is taken over and what is handled.</summary>
internal sealed class CountingHost : IAsyncDisposable
{
    public static readonly int[] Accounts = [100, 101, 102, 103];
    private static readonly string[] Logins = ["bot", "alice", "bob", "carol"];

    private readonly DirectoryInfo _directory;
    private readonly Tally _tally;
    private readonly BotHostApplication _application;

    private CountingHost(DirectoryInfo directory, Tally tally, BotHostApplication application) =>
        (_directory, _tally, _application) = (directory, tally, application);

    public static async Task<CountingHost> StartAsync(string api, Uri server, int accounts, string[] settings)
    {
        var tally = new Tally();
        var directory = Directory.CreateTempSubdirectory("botplatform-");
        LogContext.Current = null; // of an earlier host in this process
        var application = await BotHostApplication.StartAsync(
            [
                "--Urls=http://127.0.0.1:0", "--Sandbox:Enabled=false", "--Logging:LogLevel:Default=Warning",
                $"--ConnectyCube:ApiUrl={api}", $"--ConnectyCube:ChatUrl={server}", "--ConnectyCube:ChatHost=localhost",
                "--ConnectyCube:AppId=1", "--ConnectyCube:AuthKey=sandbox",
                $"--Storage:ConnectionString=Data Source={directory.FullName}/host.db",
                .. Enumerable.Range(0, accounts).SelectMany(Account), .. settings,
            ],
            TextWriter.Null,
            services =>
            {
                services.AddSingleton(tally);
                services.AddBot<CountingBot>("counting");
                var handOff = services.Last(service => service.ServiceType == typeof(IEventHandOff));
                services.AddSingleton<IEventHandOff>(provider => new CountingHandOff(
                    (IEventHandOff)ActivatorUtilities.CreateInstance(provider, handOff.ImplementationType!), tally));
            },
            CancellationToken.None);
        return new CountingHost(directory, tally, application);
    }

    public Task WhenTakenAsync(int events) => _tally.Taken.ReachAsync(events);

    public Task WhenHandledAsync(int events) => _tally.Handled.ReachAsync(events);

    /// <summary>Begins to count at nothing.</summary>
    public void Forget()
    {
        _tally.Taken.Forget();
        _tally.Handled.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await _application.Web.StopAsync();
        await _application.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static IEnumerable<string> Account(int number) =>
    [
        $"--ConnectyCube:Accounts:{number}:UserId={Accounts[number]}",
        $"--ConnectyCube:Accounts:{number}:Login={Logins[number]}",
        $"--ConnectyCube:Accounts:{number}:Password={Logins[number]}-password",
    ];

    private sealed class Tally
    {
        public Counter Taken { get; } = new();

        public Counter Handled { get; } = new();
    }

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private int _count;
        private (int Target, TaskCompletionSource Reached)? _waiting;

        public void Add()
        {
            lock (_gate)
            {
                if (++_count == _waiting?.Target)
                {
                    _waiting?.Reached.SetResult();
                }
            }
        }

        public void Forget()
        {
            lock (_gate)
            {
                (_count, _waiting) = (0, null);
            }
        }

        public async Task ReachAsync(int target)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (_count >= target)
                {
                    return;
                }

                _waiting = (target, reached);
            }

            await reached.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    private sealed class CountingBot(Tally tally) : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived @event, IBotContext context, CancellationToken cancellationToken)
        {
            tally.Handled.Add();
            return Task.CompletedTask;
        }
    }

    private sealed class CountingHandOff(IEventHandOff inner, Tally tally) : IEventHandOff
    {
        public int InFlight => inner.InFlight;

        public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

        public Task RunAsync(CancellationToken cancellationToken) => inner.RunAsync(cancellationToken);

        public Task DrainAsync(CancellationToken cancellationToken) => inner.DrainAsync(cancellationToken);

        public Task AcceptAsync(IAccountEvent @event, Action? taken = null) => @event is not MessageReceived
            ? inner.AcceptAsync(@event, taken)
            : inner.AcceptAsync(@event, () =>
            {
                tally.Taken.Add();
                taken?.Invoke();
            });

        public EventDelivery DeliveryOf(ConsumeContext context, IAccountEvent @event, QueueLane lane) =>
            inner.DeliveryOf(context, @event, lane);

        public Task FinishAsync(FedItem command, IAccountEvent? outcome) => inner.FinishAsync(command, outcome);
    }
}
