using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Tests.Waiting;

public sealed class OutageTests : IAsyncLifetime
{
    private const string Begun = "Warning: The queues cannot be read now; trying again: It is away.";
    private const string Over = "Information: The queues can be read again.";

    private readonly Logs _logs = new();
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Outage _outage;
    private bool _isAway = true;

    public OutageTests() => _outage = new Outage("The queues", "be read", _clock, _logs);

    private IEnumerable<string> Said => _logs.Lines.Where(line => !line.StartsWith("Debug: ", StringComparison.Ordinal));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _stopping.Dispose();
        _logs.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_succeeds_is_done_once_and_nothing_is_said()
    {
        _isAway = false;

        Assert.Equal(1, await ReadAsync());

        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task However_many_wait_and_however_long_its_beginning_and_its_end_are_said_once()
    {
        var waiting = Enumerable.Range(0, 20).Select(_ => ReadAsync()).ToList();
        for (var i = 0; i < 5; i++)
        {
            await _clock.WaitForTimersAsync(20, TestTimeout.Token);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([Begun], Said);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        await _clock.WaitForTimersAsync(20, TestTimeout.Token);
        _isAway = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(waiting).WaitAsync(TestTimeout.Token);

        Assert.Equal([Begun, Over], Said);
    }

    [Fact]
    public void It_is_over_when_the_last_one_can_go_on()
    {
        var (one, other) = (new object(), new object());
        _outage.Begin(one, new IOException("It is away."));
        _outage.Begin(other, new IOException("It is away."));

        _outage.End(one);
        Assert.Equal([Begun], Said);
        _outage.End(other);

        Assert.Equal([Begun, Over], Said);
    }

    [Fact]
    public void Another_one_is_said_again()
    {
        for (var i = 0; i < 2; i++)
        {
            _outage.Begin(this, new IOException("It is away."));
            _outage.End(this);
            _outage.End(this);
        }

        Assert.Equal([Begun, Over, Begun, Over], Said);
    }

    [Fact]
    public async Task Who_gives_up_waits_no_more_and_says_nothing()
    {
        var waiting = ReadAsync();
        await _clock.WaitForTimersAsync(1, TestTimeout.Token);

        await _stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TestTimeout.Token));
        Assert.Equal([Begun], Said);
        _outage.Begin(this, new IOException("It is away."));
        Assert.Equal([Begun, Begun], Said);
    }

    [Fact]
    public async Task What_fails_because_it_is_given_up_is_no_outage()
    {
        var failing = _outage.OutlastAsync(
            async _ =>
            {
                await _stopping.CancelAsync();
                throw new IOException("It is away.");
            },
            _stopping.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => failing);
        Assert.Empty(_logs.Lines);
    }

    private Task<int> ReadAsync()
    {
        var reads = 0;
        return _outage.OutlastAsync(
            _ =>
            {
                reads++;
                return _isAway ? throw new IOException("It is away.") : Task.FromResult(reads);
            },
            _stopping.Token);
    }
}
