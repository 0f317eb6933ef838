using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>What bots have done at once.</summary>
internal sealed class BotBackend(CommandPublisher commands, RequestService requests) : IBotBackend
{
    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken) =>
        commands.PublishAsync(command, cancellationToken);

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class =>
        requests.AskAsync(request, cancellationToken);
}
