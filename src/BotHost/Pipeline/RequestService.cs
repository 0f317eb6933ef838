using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Has requests answered by the connector of their account, within a time.</summary>
internal sealed class RequestService(AccountConnections accounts, IOptions<RequestOptions> options, TimeProvider time)
{
    private readonly TimeSpan _limit = options.Value.Timeout;

    /// <exception cref="RequestFailedException">There is no answer.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var name = request.GetType().Name;
        if (!accounts.TryFind(request.Account, out var account))
        {
            throw new RequestFailedException(
                $"{name}: this host has no account {request.Account.Id} on {request.Account.Network}.",
                RequestFailedException.UnknownAccount);
        }

        if (!account.IsHeld)
        {
            throw new RequestFailedException(
                $"{name}: another host holds the account {request.Account.Id} on {request.Account.Network}.",
                RequestFailedException.NotConnected);
        }

        using var patience = new CancellationTokenSource(_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var answer = Answerer<TAnswer>.Of(request).AnswerAsync(account.Connector, request, either.Token);
            return await answer.WaitAsync(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(
                $"{name}: no answer came within {_limit.TotalSeconds:0.#} s.", RequestFailedException.Timeout, error);
        }
        catch (ConnectorException error)
        {
            throw RequestFailures.Of(name, error);
        }
    }
}
