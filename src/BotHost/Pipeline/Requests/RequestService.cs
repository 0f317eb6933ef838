using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>Has requests answered by the connector of their account, within a time.</summary>
internal sealed class RequestService(
    AccountConnections accounts, IOtherHosts others, IEnumerable<IHearsAnswers> hearers, IOptions<RequestOptions> options, TimeProvider time)
{
    private readonly TimeSpan _limit = options.Value.Timeout;

    /// <summary>Asks the connector of the account, on whatever host it is.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class =>
        accounts.TryFind(request.Account, out var account) && !account.IsHeld
            ? others.AskAsync(request, _limit, cancellationToken)
            : AnswerBotAsync(request, cancellationToken);

    /// <summary>Asks the connector of the account for a bot, of this host or another, if this host holds the account.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    public async Task<TAnswer> AnswerBotAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var answer = await AnswerAsync(request, cancellationToken);
        foreach (var hearer in hearers)
        {
            hearer.Answered(request);
        }

        return answer;
    }

    /// <summary>Asks the connector of the account for the host itself, if it holds the account.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    public async Task<TAnswer> AnswerAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
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
            throw RequestFailures.NotHeld(name, request.Account);
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
            throw RequestFailures.TimedOut(name, _limit, error);
        }
        catch (ConnectorException error)
        {
            throw RequestFailures.Of(name, error);
        }
    }
}
