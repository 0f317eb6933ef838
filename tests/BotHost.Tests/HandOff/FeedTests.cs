using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.HandOff;

public sealed class FeedTests : IAsyncLifetime
{
    private const string Queue = "bot-echo";

    private readonly FakeQueueStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly Channel<FedItem> _delivered = Channel.CreateUnbounded<FedItem>();
    private readonly CancellationTokenSource _stopping = new();
    private Feed? _feed;
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    [Fact]
    public async Task What_an_earlier_process_left_comes_before_what_comes_now()
    {
        await AddAsync("left 1", "left 2");
        Start(capacity: 10);
        await AddAsync("new 1");

        Assert.Equal(["left 1", "left 2", "new 1"], await TakeAsync(3));
    }

    [Fact]
    public async Task Without_a_backlog_nothing_is_read_from_the_database()
    {
        Start(capacity: 10);
        await AddAsync("1");
        Assert.Equal(["1"], await TakeAsync(1));
        var before = _store.Reads;

        for (var i = 0; i < 50; i++)
        {
            await AddAsync($"{i}");
            Assert.Equal([$"{i}"], await TakeAsync(1));
        }

        Assert.Equal(before, _store.Reads);
    }

    [Fact]
    public async Task No_more_is_out_than_fits_and_the_rest_comes_in_order_when_there_is_room()
    {
        Start(capacity: 4);
        await AddAsync([.. Enumerable.Range(0, 100).Select(i => $"{i}")]);

        var taken = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            Assert.InRange(_feed!.Out, 0, 4);
            taken.AddRange(await TakeAsync(1));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), taken);
        await _feed!.WhenIdleAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task What_is_read_between_its_commit_and_its_offer_comes_once()
    {
        using var committed = new SemaphoreSlim(0);
        using var told = new SemaphoreSlim(0);
        _store.BeforeTelling = () =>
        {
            committed.Release();
            told.Wait(TestTimeout.Token);
        };
        var adding = Task.Run(() => AddAsync("1"));
        await committed.WaitAsync(TestTimeout.Token);

        Start(capacity: 10);
        var item = await _delivered.Reader.ReadAsync(TestTimeout.Token);
        var first = new[] { ((MessageReceived)item.Message).Text }; // from the database, because a new feed begins there
        _store.BeforeTelling = null;
        told.Release();
        await adding;
        await AddAsync("2");

        Assert.Equal(["1"], first);
        Assert.Equal(["2"], await TakeAsync(1));
    }

    [Fact]
    public async Task A_database_that_is_away_is_read_again_later()
    {
        await AddAsync("1");
        _store.IsAway = true;
        Start(capacity: 10);
        await _clock.WaitForTimersAsync(1, TestTimeout.Token);

        _store.IsAway = false;
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["1"], await TakeAsync(1));
    }

    [Fact]
    public async Task What_this_program_cannot_read_is_left_where_it_is_and_the_rest_goes_on()
    {
        await _store.ChangeAsync(
            [new QueueChange { Added = [new NewItem(Queue, "FromTheFuture", "{}"u8.ToArray()), new NewItem(Queue, "MessageReceived", "{"u8.ToArray())] }],
            TestTimeout.Token);
        await AddAsync("readable");
        Start(capacity: 10);

        Assert.Equal(["readable"], await TakeAsync(1));
        Assert.Equal(2, (await _store.ReadAsync(Queue, 0, 10, TestTimeout.Token)).Count);
    }

    [Fact]
    public async Task A_feed_that_is_closed_gives_no_more_out()
    {
        Start(capacity: 10);
        await AddAsync("1");
        Assert.Equal(["1"], await TakeAsync(1));

        _feed!.Close();
        await AddAsync("2");

        await _feed.WhenIdleAsync(TestTimeout.Token);
        Assert.False(_delivered.Reader.TryRead(out _));
    }

    private void Start(int capacity)
    {
        _feed = new Feed(Queue, isShared: false, capacity, item => _delivered.Writer.WriteAsync(item).AsTask(), _store, _clock, NullLogger.Instance);
        _running = _feed.RunAsync(_stopping.Token);
    }

    private Task AddAsync(params string[] texts)
    {
        var messages = texts.Select(text => (object)Sample.Message(text)).ToList();
        return _store.ChangeAsync(
            [
                new QueueChange
                {
                    Added = [.. messages.Select(m => new NewItem(Queue, MessageFormat.KindOf(m), MessageFormat.Write(m)))],
                    Committed = changed =>
                    {
                        for (var i = 0; i < messages.Count; i++)
                        {
                            _feed?.Offer(changed.Added[i].Number, messages[i]);
                        }
                    },
                },
            ],
            TestTimeout.Token);
    }

    /// <summary>The next items, finished at once.</summary>
    private async Task<List<string>> TakeAsync(int count)
    {
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var item = await _delivered.Reader.ReadAsync(TestTimeout.Token);
            texts.Add(((MessageReceived)item.Message).Text);
            await _store.ChangeAsync([new QueueChange { Finished = [item.Number] }], TestTimeout.Token);
            _feed!.Finished(item.Number);
        }

        return texts;
    }
}
