using BotPlatform.BotHost.Activity;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>The complete host, people of whom its network knows, and a clock that a test sets.</summary>
internal sealed class ActivityScene : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTurns = TimeSpan.FromMilliseconds(50);

    private readonly FakeNetwork _network;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _ringing;
    private TestHost? _host;

    private ActivityScene()
    {
        People = new People(Clock);
        _network = new FakeNetwork { OnAsk = (request, token) => People.AnswerAsync(request, token) };
        _ringing = RingAsync();
    }

    public ShiftedClock Clock { get; } = new();

    public People People { get; }

    public FakeConnector Connector { get; private set; } = null!;

    public TestHost Host => _host!;

    /// <summary>A host that looks all the time, of all users in turn.</summary>
    public static async Task<ActivityScene> StartAsync(Action<BotBuilder> bot, params string[] settings)
    {
        var scene = new ActivityScene();
        await scene.StartAgainAsync(bot, settings);
        return scene;
    }

    /// <summary>Another host after the one before.</summary>
    public async Task StartAgainAsync(Action<BotBuilder> bot, params string[] settings)
    {
        await StopAsync();
        _host = await TestHost.StartAsync(
            _network,
            services => services.AddBot("keeper", bot).RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Clock),
            [
                "--Activity:Turn=1.00:00:00", "--Activity:Rate=0", "--Activity:Interval=00:00:01", "--Activity:UseSubscriptions=false",
                .. settings,
            ]);
        Connector = await _network.NextConnectionAsync();
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            var host = _host;
            _host = null;
            await host.DisposeAsync();
        }
    }

    /// <summary>Somebody writes what the bots understand; returns when they have answered.</summary>
    public async Task TalkAsync(string user)
    {
        await Connector.ReceiveAsync(Sample.Message("!echo hello") with { Sender = new UserRef(user), Dialog = new DialogRef($"d{user}") });
        Assert.Equal("hello", await SaidAsync());
    }

    public async Task<string> SaidAsync() => (await _network.NextSentAsync()).Text;

    public IReadOnlyList<SendMessage> TakeSaid() => _network.TakeSent();

    /// <summary>Waits until the network was asked about somebody once more.</summary>
    public async Task LookedForAsync(string user)
    {
        // The second answer is asked for when what the first has said is written down.
        var before = People.Asked.Count(one => one == user);
        await Until.TrueAsync(() => People.Asked.Count(one => one == user) >= before + 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _ringing;
        await StopAsync();
        _over.Dispose();
    }

    // In the place of the schedule, which would make up for the days that a test lets pass.
    private async Task RingAsync()
    {
        using var turns = new PeriodicTimer(BetweenTurns);
        try
        {
            while (await turns.WaitForNextTickAsync(_over.Token))
            {
                _host?.Services.GetRequiredService<ActivityBells>().Ring(AccountName.Of(Sample.Account));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
