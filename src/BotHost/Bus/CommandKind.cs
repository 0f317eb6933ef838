using BotPlatform.BotHost.Pipeline;
using BotPlatform.Contracts.Chat;
using MassTransit;
using MassTransit.Transports.Fabric;

namespace BotPlatform.BotHost.Bus;

/// <summary>How one kind of command gets to the send service.</summary>
internal abstract class CommandKind
{
    public static IReadOnlyList<CommandKind> All { get; } = Kinds.Of<CommandKind>(
        typeof(IChatCommand),
        type => type.IsAssignableTo(typeof(IReliableCommand)) ? typeof(ReliableKind<>) : typeof(BestEffortKind<>));

    /// <summary>Gives the commands their routing keys.</summary>
    public abstract void Route(IInMemoryBusFactoryConfigurator bus, int lanes);

    /// <summary>Lets a queue of the send service take those of one lane.</summary>
    /// <param name="endpoint">The queue.</param>
    /// <param name="services">The host's services.</param>
    /// <param name="number">The lane.</param>
    /// <param name="lane">One for all kinds, because the order in a dialog is one.</param>
    public abstract void Bind(
        IInMemoryReceiveEndpointConfigurator endpoint, IServiceProvider services, int number, Lazy<SendLane> lane);

    private sealed class ReliableKind<TCommand> : CommandKind
        where TCommand : class, IReliableCommand
    {
        public override void Route(IInMemoryBusFactoryConfigurator bus, int lanes) => UseLanes<TCommand>(bus, lanes);

        public override void Bind(
            IInMemoryReceiveEndpointConfigurator endpoint, IServiceProvider services, int number, Lazy<SendLane> lane)
        {
            endpoint.Bind<TCommand>(ExchangeType.Direct, $"{number}");
            endpoint.Consume(() => new SendConsumer<TCommand>(lane.Value));
        }
    }

    private sealed class BestEffortKind<TCommand> : CommandKind
        where TCommand : class, IChatCommand
    {
        public override void Route(IInMemoryBusFactoryConfigurator bus, int lanes) => UseLanes<TCommand>(bus, lanes);

        public override void Bind(
            IInMemoryReceiveEndpointConfigurator endpoint, IServiceProvider services, int number, Lazy<SendLane> lane)
        {
            endpoint.Bind<TCommand>(ExchangeType.Direct, $"{number}");
            endpoint.Consume(() => ActivatorUtilities.CreateInstance<BestEffortConsumer<TCommand>>(services));
        }
    }

    private static void UseLanes<TCommand>(IInMemoryBusFactoryConfigurator bus, int lanes)
        where TCommand : class, IChatCommand =>
        bus.UseRoutingKey<TCommand>(command => $"{Lanes.Of(command.Dialog, lanes)}");
}
