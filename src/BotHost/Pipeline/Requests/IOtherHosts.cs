using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>The hosts that hold the accounts which this one does not.</summary>
internal interface IOtherHosts
{
    /// <summary>Asks the holder of an account.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, TimeSpan limit, CancellationToken cancellationToken)
        where TAnswer : class;

    /// <summary>Lets the holder of an account carry out a command that is not worth keeping. Does not throw.</summary>
    Task TellAsync(IChatCommand command, CancellationToken cancellationToken);

    /// <summary>Answers for an account that this host holds, until what is returned is disposed.</summary>
    IAsyncDisposable AnswerFor(AccountRef account);
}
