using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.HandOff.Feeds;

public sealed class OwnFeedTests : IAsyncLifetime
{
    private const int Capacity = 4;

    private readonly FeedScene _scene = new(scene => new OwnFeed(
        FeedScene.Queue, Capacity, scene.DeliverAsync, scene.Store, scene.Outages, scene.Logs));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task What_an_earlier_process_left_comes_before_what_comes_now()
    {
        await _scene.AddAsync("left 1", "left 2");
        _scene.Start();
        await _scene.AddAsync("new 1");

        Assert.Equal(["left 1", "left 2", "new 1"], await _scene.TakeAsync(3));
    }

    [Fact]
    public async Task Without_a_backlog_nothing_is_read_from_the_database()
    {
        _scene.Start();
        await _scene.AddAsync("1");
        Assert.Equal(["1"], await _scene.TakeAsync(1));
        var before = _scene.Store.Reads;

        for (var i = 0; i < 50; i++)
        {
            await _scene.AddAsync($"{i}");
            Assert.Equal([$"{i}"], await _scene.TakeAsync(1));
        }

        Assert.Equal(before, _scene.Store.Reads);
    }

    [Fact]
    public async Task No_more_is_out_than_fits_and_the_rest_comes_in_order_when_there_is_room()
    {
        _scene.Start();
        await _scene.AddAsync([.. Enumerable.Range(0, 100).Select(i => $"{i}")]);

        var taken = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            Assert.InRange(_scene.Feed.Out, 0, Capacity);
            taken.AddRange(await _scene.TakeAsync(1));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), taken);
        await _scene.Feed.WhenIdleAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task What_is_read_between_its_commit_and_its_offer_comes_once()
    {
        using var committed = new SemaphoreSlim(0);
        using var told = new SemaphoreSlim(0);
        _scene.Store.BeforeTelling = () =>
        {
            committed.Release();
            told.Wait(TestTimeout.Token);
        };
        var adding = Task.Run(() => _scene.AddAsync("1"));
        await committed.WaitAsync(TestTimeout.Token);

        _scene.Start();
        var item = await _scene.Delivered.ReadAsync(TestTimeout.Token);
        var first = new[] { ((MessageReceived)item.Message).Text }; // from the database, because a new feed begins there
        _scene.Store.BeforeTelling = null;
        told.Release();
        await adding;
        await _scene.AddAsync("2");

        Assert.Equal(["1"], first);
        Assert.Equal(["2"], await _scene.TakeAsync(1));
    }

    [Fact]
    public async Task A_database_that_is_away_is_read_again_later()
    {
        await _scene.AddAsync("1");
        _scene.Store.IsAway = true;
        _scene.Start();
        await _scene.Clock.WaitForTimersAsync(1, TestTimeout.Token);

        _scene.Store.IsAway = false;
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["1"], await _scene.TakeAsync(1));
    }

    [Fact]
    public async Task What_this_program_cannot_read_is_left_where_it_is_and_the_rest_goes_on()
    {
        await _scene.Store.ChangeAsync([Unreadable], TestTimeout.Token);
        await _scene.AddAsync("readable");
        _scene.Start();

        Assert.Equal(["readable"], await _scene.TakeAsync(1));
        Assert.Equal(2, (await _scene.Store.ReadAsync(FeedScene.Queue, 0, 10, TestTimeout.Token)).Count);
    }

    [Fact]
    public async Task A_feed_that_is_closed_gives_no_more_out()
    {
        _scene.Start();
        await _scene.AddAsync("1");
        Assert.Equal(["1"], await _scene.TakeAsync(1));

        _scene.Feed.Close();
        await _scene.AddAsync("2");

        await _scene.Feed.WhenIdleAsync(TestTimeout.Token);
        Assert.False(_scene.Delivered.TryRead(out _));
    }

    /// <summary>Of a kind that there is not, and of one that there is.</summary>
    internal static QueueChange Unreadable => new()
    {
        Added =
        [
            new NewItem(FeedScene.Queue, "FromTheFuture", "{}"u8.ToArray()),
            new NewItem(FeedScene.Queue, "MessageReceived", "{"u8.ToArray()),
        ],
    };
}
