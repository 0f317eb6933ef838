using BotPlatform.BotHost.HandOff.Feeds;

namespace BotPlatform.BotHost.Tests.HandOff.Feeds;

public sealed class SharedFeedTests : IAsyncLifetime
{
    private const int Capacity = 4;

    private readonly FeedScene _scene = new(scene => new SharedFeed(
        FeedScene.Queue, Capacity, scene.DeliverAsync, scene.Store, scene.Outages, scene.Clock, scene.Logs));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task What_this_process_adds_comes_in_order_with_what_was_there()
    {
        await _scene.AddElsewhereAsync("left 1", "left 2");
        _scene.Start();
        await _scene.AddAsync("new 1");

        Assert.Equal(["left 1", "left 2", "new 1"], await _scene.TakeAsync(3));
    }

    [Fact]
    public async Task What_another_process_adds_comes_when_it_tells()
    {
        _scene.Start();
        await _scene.Clock.WaitForTimersAsync(1, TestTimeout.Token);
        await _scene.AddElsewhereAsync("1");

        _scene.Feed.Wake();

        Assert.Equal(["1"], await _scene.TakeAsync(1));
    }

    [Fact]
    public async Task What_another_process_adds_comes_after_a_while_when_nobody_tells()
    {
        _scene.Start();
        await _scene.Clock.WaitForTimersAsync(1, TestTimeout.Token);
        await _scene.AddElsewhereAsync("1");

        _scene.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["1"], await _scene.TakeAsync(1));
    }

    [Fact]
    public async Task No_more_is_out_than_fits_and_each_comes_once()
    {
        _scene.Start();
        await _scene.AddElsewhereAsync([.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        await _scene.AddAsync([.. Enumerable.Range(50, 50).Select(i => $"{i}")]);

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
    public async Task What_this_program_cannot_read_is_said_once_and_the_rest_goes_on()
    {
        await _scene.Store.ChangeAsync([OwnFeedTests.Unreadable], TestTimeout.Token);
        _scene.Start();
        for (var i = 0; i < 5; i++)
        {
            await _scene.AddAsync($"{i}");
            Assert.Equal([$"{i}"], await _scene.TakeAsync(1));
        }

        Assert.Equal(2, _scene.Logs.Lines.Count(line => line.StartsWith("Error: Item ", StringComparison.Ordinal)));
    }
}
