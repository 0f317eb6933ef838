using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.CatchUp;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>What becomes of an account's connection when its term ends.</summary>
public sealed class AccountHolderTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeNetwork _network = new();
    private readonly Events _events = new();
    private readonly AccountConnection _account;
    private readonly AccountHolder _holder;

    public AccountHolderTests()
    {
        _account = new AccountConnection(Sample.Account, () => _network.Create(Sample.Account), Sample.Moment);
        _holder = new AccountHolder(new AccountLoop(_events, new Witnesses([], _events, NullLogger<Witnesses>.Instance), NoRepairs(), NullLogger<AccountLoop>.Instance), new Sequences());
    }

    [Fact]
    public async Task A_lost_account_is_dropped_at_once_although_its_events_cannot_be_handed_over()
    {
        await using var term = Term(1);
        var holding = HoldAsync(term, Never);
        var connector = await _network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("hello"));
        await _events.Accepted.Reader.ReadAsync(TestTimeout.Token);

        _clock.Advance(TimeSpan.FromSeconds(9));
        await connector.Disposed.WaitAsync(TestTimeout.Token);

        Assert.True(connector.IsDropped);
        Assert.Null(_account.Current);
        Assert.Equal(0, connector.Acknowledged);
        Assert.False(holding.IsCompleted); // what was read is still handed over: it may not be known to anybody else
        _events.Taken.SetResult();
        await holding.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task An_account_that_is_given_back_is_read_no_further_and_closed_when_nobody_sends_any_more()
    {
        _events.Taken.SetResult();
        await using var term = Term(1);
        var drained = new TaskCompletionSource();
        var holding = HoldAsync(term, _ => drained.Task);
        var connector = await _network.NextConnectionAsync();
        await _account.Settled.WaitAsync(TestTimeout.Token);

        term.Finish(TermEnd.GivenBack);
        Assert.Same(connector, _account.Current);
        Assert.False(connector.IsDisposed);
        drained.SetResult();
        await holding.WaitAsync(TestTimeout.Token);

        Assert.True(connector.IsDisposed);
        Assert.False(connector.IsDropped);
        await Assert.ThrowsAsync<AccountGoneException>(() => _account.GetAsync(TestTimeout.Token));
    }

    [Fact]
    public async Task An_account_that_is_lost_while_it_is_given_back_waits_for_nobody()
    {
        await using var term = Term(1);
        var holding = HoldAsync(term, Never);
        var connector = await _network.NextConnectionAsync();

        term.Finish(TermEnd.GivenBack);
        _clock.Advance(TimeSpan.FromSeconds(9));
        await holding.WaitAsync(TestTimeout.Token);

        Assert.True(connector.IsDropped);
    }

    [Fact]
    public async Task Each_term_has_a_connector_of_its_own()
    {
        await using var first = Term(1);
        var holding = HoldAsync(first, _ => Task.CompletedTask);
        var before = await _network.NextConnectionAsync();
        first.Finish(TermEnd.GivenBack);
        await holding.WaitAsync(TestTimeout.Token);

        await using var second = Term(2);
        holding = HoldAsync(second, _ => Task.CompletedTask);
        var connector = await _network.NextConnectionAsync();

        Assert.NotSame(before, connector);
        Assert.Same(connector, await _account.GetAsync(TestTimeout.Token));
        second.Finish(TermEnd.Stopping);
        await holding.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task Who_waits_to_send_when_the_account_is_lost_is_told_that_it_is_gone()
    {
        _network.OnConnect = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
        await using var term = Term(1);
        var holding = HoldAsync(term, Never);
        var waiting = _account.GetAsync(TestTimeout.Token);

        _clock.Advance(TimeSpan.FromSeconds(9));

        await Assert.ThrowsAsync<AccountGoneException>(() => waiting);
        await holding.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public async Task What_needs_no_connection_is_there_on_every_host()
    {
        Assert.False(_account.IsHeld);
        Assert.NotNull(_account.AnyConnector.Find<BotPlatform.Connectors.ICarriesOut<EditMessage>>());
        await _account.DisposeAsync();
    }

    private static GapRepairs NoRepairs() => new(
        null!, null!, null!, Options.Create(new CatchUpOptions { MaxAge = TimeSpan.Zero }), null!, null!, null!);

    private static Task Never(LeaseTerm term) => new TaskCompletionSource().Task;

    private Task HoldAsync(LeaseTerm term, Func<LeaseTerm, Task> drain) => _holder.HoldAsync(_account, term, drain);

    private LeaseTerm Term(long epoch) =>
        new("sample/100", epoch, _clock, _clock.GetTimestamp() + TimeSpan.FromSeconds(9).Ticks);

    /// <summary>Takes events over when a test says so.</summary>
    private sealed class Events : IEventHandOff
    {
        public Channel<IAccountEvent> Accepted { get; } = Channel.CreateUnbounded<IAccountEvent>();

        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int InFlight => 0;

        public Task PrepareAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DrainAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task AcceptAsync(IAccountEvent @event, Action? taken = null)
        {
            if (@event is MessageReceived)
            {
                Accepted.Writer.TryWrite(@event);
                await Taken.Task;
            }

            taken?.Invoke();
        }

        public EventDelivery DeliveryOf(ConsumeContext context, IAccountEvent @event, QueueLane lane) => throw new NotSupportedException();

        public Task FinishAsync(FedItem command, IAccountEvent? outcome) => throw new NotSupportedException();
    }
}
