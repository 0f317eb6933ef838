using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>A command of some kind on its way to a connector.</summary>
internal abstract class Outgoing(IReliableCommand command, long number)
{
    public IReliableCommand Command { get; } = command;

    /// <summary>Its number in the durable queue.</summary>
    public long Number { get; } = number;

    /// <summary>What it is called in logs and metrics.</summary>
    public string Kind => Command.GetType().Name;

    /// <exception cref="ConnectorRefusedException">The network refuses it, or cannot do such a thing.</exception>
    /// <exception cref="ConnectorException">The connection broke: send it again.</exception>
    public abstract Task SendAsync(IChatConnector connector, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class Outgoing<TCommand>(TCommand command, long number) : Outgoing(command, number)
    where TCommand : class, IReliableCommand
{
    public override Task SendAsync(IChatConnector connector, CancellationToken cancellationToken) =>
        Abilities.CarryOutAsync(connector, (TCommand)Command, cancellationToken);
}
