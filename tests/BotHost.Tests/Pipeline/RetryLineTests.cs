using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>Who is too late with a value waits for those that were too late with the same one, and for nobody else.</summary>
public sealed class RetryLineTests
{
    private static readonly StateAddress Total = new("counter", "bot", "total");
    private static readonly StateAddress OfAlice = new("counter", "user 101", "count");

    private readonly RetryLine _line = new();

    [Fact]
    public async Task Those_that_are_late_with_the_same_value_run_one_after_the_other()
    {
        var first = new Handler();
        var second = new Handler();
        var one = _line.RunAsync(Total, first.TryAsync);
        var other = _line.RunAsync(Total, second.TryAsync);
        await first.Begun;

        Assert.False(second.Begun.IsCompleted);
        first.Return(null);
        await second.Begun;
        Assert.True(one.IsCompletedSuccessfully);
        second.Return(null);
        await other.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task A_slow_one_holds_up_nobody_who_is_late_with_another_value()
    {
        var slow = new Handler();
        var running = _line.RunAsync(OfAlice, slow.TryAsync);
        await slow.Begun;

        await _line.RunAsync(Total, Done).WaitAsync(TestTimeout.Token);
        await _line.RunAsync(OfAlice with { Owner = "user 102" }, Done).WaitAsync(TestTimeout.Token);

        Assert.False(running.IsCompleted);
        slow.Return(null);
        await running.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task Who_is_late_with_another_value_then_waits_in_the_line_of_that()
    {
        var slow = new Handler();
        var holding = _line.RunAsync(Total, slow.TryAsync);
        var tries = new Queue<StateAddress?>([OfAlice, Total, null]);
        var moving = _line.RunAsync(OfAlice, () => Task.FromResult(tries.Dequeue()));
        await slow.Begun;

        Assert.Single(tries);
        await _line.RunAsync(OfAlice, Done).WaitAsync(TestTimeout.Token);
        slow.Return(null);
        await Task.WhenAll(holding, moving).WaitAsync(TestTimeout.Token);

        Assert.Empty(tries);
    }

    [Fact]
    public async Task Who_is_late_each_time_gives_up_and_makes_room()
    {
        var tries = 0;

        await Assert.ThrowsAsync<ContendedStateException>(() => _line.RunAsync(
            Total, () => Task.FromResult<StateAddress?>(++tries % 2 == 0 ? Total : OfAlice)));

        Assert.Equal(RetryLine.MaxTries, tries);
        await _line.RunAsync(Total, Done).WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task Lines_in_which_nobody_waits_are_forgotten()
    {
        var slow = new Handler();
        var running = _line.RunAsync(Total, slow.TryAsync);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => _line.RunAsync(OfAlice with { Owner = $"user {i}" }, Done)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _line.RunAsync(OfAlice, () => throw new InvalidOperationException()));

        Assert.Equal(1, _line.Lines);
        slow.Return(null);
        await running.WaitAsync(TestTimeout.Token);
        Assert.Equal(0, _line.Lines);
    }

    private static Task<StateAddress?> Done() => Task.FromResult<StateAddress?>(null);

    private sealed class Handler
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource<StateAddress?> _outcome = new();

        public Task Begun => _begun.Task.WaitAsync(TestTimeout.Token);

        public Task<StateAddress?> TryAsync()
        {
            _begun.SetResult();
            return _outcome.Task;
        }

        public void Return(StateAddress? outdated) => _outcome.SetResult(outdated);
    }
}
