using System.Collections.Concurrent;
using System.Reflection;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>What a connector can do.</summary>
internal static class Abilities
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Finders = [];
    private static readonly ConcurrentDictionary<Type, Carrier> Carriers = [];

    private delegate Task Carrier(IChatConnector connector, IAccountCommand command, CancellationToken cancellationToken);

    /// <summary>The reason of the refusal where the network lacks the ability.</summary>
    public const string Missing = "not-supported";

    /// <summary>Whether the connector has the ability for a kind of request or command.</summary>
    public static bool AreOffered(IChatConnector connector, Type contract) =>
        Finders.GetOrAdd(contract, MakeFinder).Invoke(connector, null) is not null;

    /// <summary>Carries out a command with the connector's ability for its kind.</summary>
    /// <exception cref="ConnectorRefusedException">The network refuses it, or cannot do such a thing.</exception>
    /// <exception cref="ConnectorException">The connection broke.</exception>
    public static Task CarryOutAsync(IChatConnector connector, IAccountCommand command, CancellationToken cancellationToken) =>
        Carriers.GetOrAdd(command.GetType(), MakeCarrier)(connector, command, cancellationToken);

    private static Task CarryOutAsync<TCommand>(IChatConnector connector, IAccountCommand command, CancellationToken cancellationToken)
        where TCommand : class, IAccountCommand
    {
        var ability = connector as ICarriesOut<TCommand> ?? connector.Find<ICarriesOut<TCommand>>();
        return ability is not null
            ? ability.SendAsync((TCommand)command, cancellationToken)
            : throw new ConnectorRefusedException(
                $"The network {connector.Account.Network} cannot do {typeof(TCommand).Name}.", Missing);
    }

    private static Carrier MakeCarrier(Type command) => typeof(Abilities)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(method => method is { Name: nameof(CarryOutAsync), IsGenericMethod: true })
        .MakeGenericMethod(command)
        .CreateDelegate<Carrier>();

    private static MethodInfo MakeFinder(Type contract)
    {
        var request = contract.GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAccountRequest<>));
        var ability = request is null
            ? typeof(ICarriesOut<>).MakeGenericType(contract)
            : typeof(IAnswers<,>).MakeGenericType(contract, request.GenericTypeArguments[0]);
        return typeof(IChatConnector).GetMethod(nameof(IChatConnector.Find))!.MakeGenericMethod(ability);
    }
}
