using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Witnesses that break.</summary>
public sealed class BrokenActivityWitnessTests
{
    [Fact]
    public async Task A_witness_that_throws_does_not_lose_the_event()
    {
        var (events, last) = (new HandedOff(), new Seeing());
        var witnesses = new Witnesses([new Throwing(), last], events, NullLogger<Witnesses>.Instance);
        var message = Sample.Message("hello");

        await witnesses.AcceptAsync(message);

        Assert.Same(message, Assert.Single(events.All));
        Assert.Same(message, Assert.Single(last.All));
    }

    private sealed class Throwing : IWitness
    {
        public Task SeeAsync(IAccountEvent @event) => throw new InvalidOperationException("It is broken.");
    }

    private sealed class Seeing : IWitness
    {
        public List<IAccountEvent> All { get; } = [];

        public Task SeeAsync(IAccountEvent @event)
        {
            All.Add(@event);
            return Task.CompletedTask;
        }
    }

    private sealed class HandedOff : IEventHandOff
    {
        public List<IAccountEvent> All { get; } = [];

        public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
        {
            All.Add(@event);
            taken?.Invoke();
            return Task.CompletedTask;
        }
    }
}
