using BotPlatform.BotHost.Pipeline;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class CreditLimitTests
{
    [Fact]
    public async Task Who_finds_no_credit_waits_until_one_comes_back()
    {
        using var limit = new CreditLimit(2);
        await limit.TakeAsync(2, TestTimeout.Token);

        var waiting = limit.TakeAsync(1, TestTimeout.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        limit.Give();

        await waiting;
        Assert.Equal(2, limit.InUse);
    }

    [Fact]
    public async Task It_is_idle_when_every_credit_has_come_back()
    {
        using var limit = new CreditLimit(2);
        await limit.WhenIdleAsync(TestTimeout.Token);
        await limit.TakeAsync(2, TestTimeout.Token);

        var idle = limit.WhenIdleAsync(TestTimeout.Token);
        limit.Give();
        Assert.False(idle.IsCompleted);
        limit.Give();

        await idle;
    }

    [Fact]
    public async Task Who_cannot_wait_takes_more_than_there_is_and_the_others_wait_until_that_is_back()
    {
        using var limit = new CreditLimit(1);
        limit.TakeNow(3);

        var waiting = limit.TakeAsync(1, TestTimeout.Token).AsTask();
        limit.Give();
        limit.Give();
        Assert.False(waiting.IsCompleted);
        limit.Give();

        await waiting;
        Assert.Equal(1, limit.InUse);
    }

    [Fact]
    public async Task It_can_become_idle_again_and_again()
    {
        using var limit = new CreditLimit(1);
        for (var i = 0; i < 3; i++)
        {
            limit.TakeNow(1);
            var idle = limit.WhenIdleAsync(TestTimeout.Token);
            Assert.False(idle.IsCompleted);

            limit.Give();
            await idle;
        }
    }

    [Fact]
    public async Task Many_who_want_many_never_wait_for_each_other()
    {
        using var limit = new CreditLimit(3);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await limit.TakeAsync(3, TestTimeout.Token);
            await Task.Yield();
            limit.Give();
            limit.Give();
            limit.Give();
        }));

        Assert.Equal(0, limit.InUse);
    }
}
