using BotPlatform.BotHost.Leases;

namespace BotPlatform.BotHost.Tests.Leases;

public sealed class LeaseTermTests
{
    [Fact]
    public async Task A_holder_may_leave_at_the_very_moment_at_which_it_hears_of_the_loss()
    {
        var term = new LeaseTerm("sample/100", epoch: 1, TimeProvider.System);
        var (lost, ended) = (term.Lost, term.Ended);
        var leaving = Task.CompletedTask;
        using var hearing = lost.Register(() => leaving = term.DisposeAsync().AsTask());

        term.Lose();
        await leaving.WaitAsync(TestTimeout.Token);

        Assert.True(lost.IsCancellationRequested);
        Assert.True(ended.IsCancellationRequested);
    }
}
