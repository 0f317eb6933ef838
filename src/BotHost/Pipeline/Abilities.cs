using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>What a connector can do.</summary>
internal static class Abilities
{
    /// <summary>The reason of the refusal where the network lacks the ability.</summary>
    public const string Missing = "not-supported";

    /// <summary>Carries out a command with the connector's ability for it.</summary>
    /// <exception cref="ConnectorRefusedException">The network refuses it, or cannot do such a thing.</exception>
    /// <exception cref="ConnectorException">The connection broke.</exception>
    public static Task CarryOutAsync<TCommand>(
        IChatConnector connector, TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IAccountCommand
    {
        var ability = connector as ICarriesOut<TCommand> ?? connector.Find<ICarriesOut<TCommand>>();
        return ability is not null
            ? ability.SendAsync(command, cancellationToken)
            : throw new ConnectorRefusedException(
                $"The network {connector.Account.Network} cannot do {typeof(TCommand).Name}.", Missing);
    }
}
