using BotPlatform.BotHost.Pipeline;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Bus;

/// <summary>How one kind of command gets to the send service.</summary>
internal abstract class CommandKind
{
    public static IReadOnlyList<CommandKind> All { get; } = Kinds.Of<CommandKind>(
        typeof(IChatCommand),
        type => type.IsAssignableTo(typeof(IReliableCommand)) ? typeof(ReliableKind<>) : typeof(BestEffortKind<>));

    /// <summary>The record.</summary>
    public abstract Type Type { get; }

    /// <summary>Lets a queue of the send service take such commands.</summary>
    /// <param name="endpoint">The queue.</param>
    /// <param name="services">The host's services.</param>
    /// <param name="lane">One for all kinds, because the order in a dialog is one.</param>
    public abstract void Consume(IReceiveEndpointConfigurator endpoint, IServiceProvider services, Lazy<SendLane> lane);

    private sealed class ReliableKind<TCommand> : CommandKind
        where TCommand : class, IReliableCommand
    {
        public override Type Type => typeof(TCommand);

        public override void Consume(IReceiveEndpointConfigurator endpoint, IServiceProvider services, Lazy<SendLane> lane) =>
            endpoint.Consume(() => new SendConsumer<TCommand>(lane.Value));
    }

    private sealed class BestEffortKind<TCommand> : CommandKind
        where TCommand : class, IChatCommand
    {
        public override Type Type => typeof(TCommand);

        public override void Consume(IReceiveEndpointConfigurator endpoint, IServiceProvider services, Lazy<SendLane> lane) =>
            endpoint.Consume(() => ActivatorUtilities.CreateInstance<BestEffortConsumer<TCommand>>(services));
    }
}
