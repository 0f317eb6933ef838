using System.Runtime.ExceptionServices;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Asks the network of an account.</summary>
internal interface IAsking
{
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class;
}

/// <summary>Asks once, for somebody who waits.</summary>
internal sealed class AskingOnce(RequestService requests) : IAsking
{
    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => requests.AskAsync(request, cancellationToken);
}

/// <summary>Asks until there is an answer, or the word that there never will be one.</summary>
internal sealed class AskingOn(IAsking once, Outage outage) : IAsking
{
    public async Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var (answer, refusal) = await outage.OutlastAsync<(TAnswer?, ExceptionDispatchInfo?)>(
            async token =>
            {
                try
                {
                    return (await once.AskAsync(request, token), null);
                }
                catch (Exception error) when (!MayPass(error))
                {
                    return (null, ExceptionDispatchInfo.Capture(error));
                }
            },
            cancellationToken);
        refusal?.Throw();
        return answer!;
    }

    // A wrong password is corrected some day; a network that is asked too often says that it is not there.
    public static bool MayPass(Exception error) => error is OperationCanceledException or RequestFailedException
    {
        Reason: RequestFailedException.NotConnected or RequestFailedException.Timeout or RequestFailedException.AuthenticationFailed,
    };
}
