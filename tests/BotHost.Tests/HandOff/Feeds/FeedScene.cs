using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.HandOff.Feeds;

/// <summary>A queue, what feeds from it, and somebody who takes what is given out.</summary>
internal sealed class FeedScene(Func<FeedScene, Feed> make) : IAsyncDisposable
{
    public const string Queue = "bot-echo";

    private readonly Channel<FedItem> _delivered = Channel.CreateUnbounded<FedItem>();
    private readonly CancellationTokenSource _stopping = new();
    private Feed? _feed;
    private Task _running = Task.CompletedTask;

    public FakeQueueStore Store { get; } = new();

    public ManualClock Clock { get; } = new();

    public Logs Logs { get; } = new();

    public FeedOutages Outages => FeedOutages.Of(Clock, Logs);

    public ChannelReader<FedItem> Delivered => _delivered.Reader;

    public Feed Feed => _feed!;

    public Task DeliverAsync(FedItem item) => _delivered.Writer.WriteAsync(item).AsTask();

    public void Start()
    {
        _feed = make(this);
        _running = _feed.RunAsync(_stopping.Token);
    }

    /// <summary>Adds messages as this process does.</summary>
    public Task AddAsync(params string[] texts) => AddAsync(texts, (number, message) => _feed?.Offer(number, message));

    /// <summary>Adds messages as another process does.</summary>
    public Task AddElsewhereAsync(params string[] texts) => AddAsync(texts, (_, _) => { });

    /// <summary>The next items, finished at once.</summary>
    public async Task<List<string>> TakeAsync(int count)
    {
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var item = await Delivered.ReadAsync(TestTimeout.Token);
            texts.Add(((MessageReceived)item.Message).Text);
            await Store.ChangeAsync([new QueueChange { Finished = [item.Number] }], TestTimeout.Token);
            Feed.Finished(item.Number);
        }

        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        Logs.Dispose();
    }

    private Task AddAsync(string[] texts, Action<long, object> tell)
    {
        var messages = texts.Select(text => (object)Sample.Message(text)).ToList();
        return Store.ChangeAsync(
            [
                new QueueChange
                {
                    Added = [.. messages.Select(m => new NewItem(Queue, MessageFormat.KindOf(m), MessageFormat.Write(m)))],
                    Committed = changed =>
                    {
                        for (var i = 0; i < messages.Count; i++)
                        {
                            tell(changed.Added[i].Number, messages[i]);
                        }
                    },
                },
            ],
            TestTimeout.Token);
    }
}
