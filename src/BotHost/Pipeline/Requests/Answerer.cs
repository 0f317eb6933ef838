using System.Collections.Concurrent;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>Gets an answer from a connector for a kind of request that only the running program knows.</summary>
internal abstract class Answerer<TAnswer>
    where TAnswer : class
{
    private static readonly ConcurrentDictionary<Type, Answerer<TAnswer>> Known = [];

    /// <summary>The one for this kind of request, made once.</summary>
    public static Answerer<TAnswer> Of(IAccountRequest<TAnswer> request) => Known.GetOrAdd(request.GetType(), Make);

    /// <exception cref="ConnectorException">There is no answer.</exception>
    public abstract Task<TAnswer> AnswerAsync(
        IChatConnector connector, IAccountRequest<TAnswer> request, CancellationToken cancellationToken);

    // What every connector can do is no ability of its own.
    private static Answerer<TAnswer> Make(Type request)
    {
        object answerer = request == typeof(Relogin) ? new Reconnecting()
            : request == typeof(Disconnect) ? new Disconnecting()
            : request == typeof(SendMessageNow) ? new SendingNow()
            : request == typeof(EditMessageNow) ? new EditingNow()
            : Activator.CreateInstance(typeof(Ability<>).MakeGenericType(typeof(TAnswer), request))!;
        return (Answerer<TAnswer>)answerer;
    }

    private sealed class Ability<TRequest> : Answerer<TAnswer>
        where TRequest : class, IAccountRequest<TAnswer>
    {
        public override Task<TAnswer> AnswerAsync(
            IChatConnector connector, IAccountRequest<TAnswer> request, CancellationToken cancellationToken) =>
            connector.Find<IAnswers<TRequest, TAnswer>>() is { } ability
                ? ability.AnswerAsync((TRequest)request, cancellationToken)
                : throw new ConnectorRefusedException(
                    $"the network {connector.Account.Network} cannot do that.", RequestFailedException.NotSupported);
    }
}

/// <summary>Answers <see cref="Relogin"/>.</summary>
internal sealed class Reconnecting : Answerer<Done>
{
    public override async Task<Done> AnswerAsync(
        IChatConnector connector, IAccountRequest<Done> request, CancellationToken cancellationToken)
    {
        await connector.ConnectAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Answers <see cref="Disconnect"/>.</summary>
internal sealed class Disconnecting : Answerer<Done>
{
    public override async Task<Done> AnswerAsync(
        IChatConnector connector, IAccountRequest<Done> request, CancellationToken cancellationToken)
    {
        await connector.DisconnectAsync(cancellationToken);
        return new Done();
    }
}
