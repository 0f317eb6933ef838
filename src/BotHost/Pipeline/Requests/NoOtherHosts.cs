using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>This host is the only one: what it does not hold nobody does.</summary>
internal sealed class NoOtherHosts : IOtherHosts
{
    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, TimeSpan limit, CancellationToken cancellationToken)
        where TAnswer : class => throw RequestFailures.NotHeld(request.GetType().Name, request.Account);

    public Task TellAsync(IChatCommand command, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncDisposable AnswerFor(AccountRef account) => new Nothing();

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
