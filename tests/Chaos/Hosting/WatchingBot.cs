using BotPlatform.BotSdk;
using BotPlatform.Contracts.Activity;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Writes down who has been away, and who is back.</summary>
internal sealed class WatchingBot(BotRecord record) : IHandle<UserBecameInactive>, IHandle<UserBecameActive>
{
    /// <inheritdoc />
    public Task HandleAsync(UserBecameInactive gone, IBotContext context, CancellationToken cancellationToken)
    {
        record.Write(gone.Origin.EventId, gone.User.Id);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task HandleAsync(UserBecameActive back, IBotContext context, CancellationToken cancellationToken)
    {
        record.Write(back.Origin.EventId, $"{back.User.Id} is back");
        return Task.CompletedTask;
    }
}
