using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

public sealed class CallLimiterTests
{
    private static readonly RestCall Call = RestCall.Get("chat/Dialog");

    [Fact]
    public async Task Only_so_many_calls_are_on_their_way()
    {
        using var limiter = new CallLimiter(new RestOptions { MaxConcurrentCalls = 2 }, new ManualClock());
        var first = await limiter.EnterAsync(Call, TestTimeout.Token);
        using var second = await limiter.EnterAsync(Call, TestTimeout.Token);

        var third = limiter.EnterAsync(Call, TestTimeout.Token).AsTask();
        Assert.False(third.IsCompleted);
        first.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task A_second_s_worth_begins_at_once_and_the_others_at_their_pace()
    {
        var clock = new ManualClock();
        using var limiter = new CallLimiter(new RestOptions { MaxCallsPerSecond = 10, MaxConcurrentCalls = 100 }, clock);

        var calls = Enumerable.Range(0, 15).Select(_ => limiter.EnterAsync(Call, TestTimeout.Token).AsTask()).ToArray();

        Assert.Equal(10, calls.Count(c => c.IsCompleted));
        for (var i = 10; i < calls.Length; i++)
        {
            Assert.False(calls[i].IsCompleted);
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await calls[i].WaitAsync(TestTimeout.Token);
        }
    }

    [Fact]
    public async Task Nothing_is_saved_up_for_later_but_a_second_s_worth()
    {
        var clock = new ManualClock();
        using var limiter = new CallLimiter(new RestOptions { MaxCallsPerSecond = 10, MaxConcurrentCalls = 100 }, clock);
        (await limiter.EnterAsync(Call, TestTimeout.Token)).Dispose();
        clock.Advance(TimeSpan.FromHours(1));

        var calls = Enumerable.Range(0, 15).Select(_ => limiter.EnterAsync(Call, TestTimeout.Token).AsTask()).ToArray();

        Assert.Equal(10, calls.Count(c => c.IsCompleted));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(calls).WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task Who_would_wait_behind_too_many_is_told()
    {
        using var limiter = new CallLimiter(new RestOptions { MaxConcurrentCalls = 1, MaxQueuedCalls = 0 }, new ManualClock());
        using var first = await limiter.EnterAsync(Call, TestTimeout.Token);

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => limiter.EnterAsync(Call, TestTimeout.Token).AsTask());

        Assert.StartsWith("GET /chat/Dialog was not sent: 0 calls", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_leaves_the_turn_to_others()
    {
        var clock = new ManualClock();
        using var limiter = new CallLimiter(new RestOptions { MaxConcurrentCalls = 1, MaxCallsPerSecond = 1 }, clock);
        using var impatient = new CancellationTokenSource();
        (await limiter.EnterAsync(Call, TestTimeout.Token)).Dispose();

        var second = limiter.EnterAsync(Call, impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        clock.Advance(TimeSpan.FromSeconds(10));

        (await limiter.EnterAsync(Call, TestTimeout.Token)).Dispose();
    }

    [Fact]
    public void An_account_has_one_limiter_as_long_as_somebody_uses_it()
    {
        var limiters = new CallLimiters(new RestOptions(), TimeProvider.System);

        var first = limiters.Borrow("bot");
        var second = limiters.Borrow("bot");
        var other = limiters.Borrow("alice");
        limiters.GiveBack("bot");
        var third = limiters.Borrow("bot");
        limiters.GiveBack("bot");
        limiters.GiveBack("bot");

        Assert.Same(first, second);
        Assert.Same(first, third);
        Assert.NotSame(first, other);
        Assert.NotSame(first, limiters.Borrow("bot"));
    }
}
