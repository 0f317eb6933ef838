using BotPlatform.BotHost.Bus.RabbitMq;

namespace BotPlatform.BotHost.Tests.Broker;

public sealed class LaneOrderTests
{
    private readonly LaneOrder _order = new();

    [Fact]
    public async Task Messages_go_through_in_the_order_of_their_numbers_whichever_asks_first()
    {
        var third = _order.EnterAsync("a", 3);
        var second = _order.EnterAsync("a", 2);
        var first = await _order.EnterAsync("a", 1);
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second.WaitAsync(TestTimeout.Token)).Dispose();
        (await third.WaitAsync(TestTimeout.Token)).Dispose();
    }

    [Fact]
    public async Task A_turn_that_is_given_back_twice_lets_one_message_through()
    {
        var first = await _order.EnterAsync("a", 1);
        first.Dispose();
        first.Dispose();

        await _order.EnterAsync("a", 2);
        Assert.False(_order.EnterAsync("a", 3).IsCompleted);
    }

    [Fact]
    public async Task What_waits_is_given_up_when_another_channel_comes_and_what_comes_late_of_the_one_before_is_too()
    {
        await _order.EnterAsync("a", 1);
        var waiting = _order.EnterAsync("a", 2);

        await _order.EnterAsync("b", 1);

        await Assert.ThrowsAsync<AbandonedException>(() => waiting);
        await Assert.ThrowsAsync<AbandonedException>(() => _order.EnterAsync("a", 3));
    }

    [Fact]
    public async Task A_message_of_the_channel_before_moves_nothing_when_it_is_through()
    {
        var old = await _order.EnterAsync("a", 1);
        await _order.EnterAsync("b", 1);
        var second = _order.EnterAsync("b", 2);

        old.Dispose();

        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task A_lane_that_is_lost_lets_nothing_more_through()
    {
        await _order.EnterAsync("a", 1);
        var waiting = _order.EnterAsync("a", 2);

        _order.Drop();

        await Assert.ThrowsAsync<AbandonedException>(() => waiting);
        await Assert.ThrowsAsync<AbandonedException>(() => _order.EnterAsync("b", 1));
    }
}
