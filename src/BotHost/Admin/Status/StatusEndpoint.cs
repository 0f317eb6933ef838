using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotPlatform.BotHost.Admin.Status;

/// <summary><c>/admin/status</c>: accounts, bots, what waits for them, and what is parked.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/status", ReadAsync).WithTags("Status").WithSummary("Says how accounts, bots and queues stand.");

    private static async Task<Ok<HostStatus>> ReadAsync(
        AccountConnections accounts,
        [FromKeyedServices(LeaseGroups.Accounts)] ILeases leases,
        IBotCatalog catalog,
        IQueueStore queues,
        ParkedStore parked,
        CancellationToken cancellationToken)
    {
        var waiting = (await queues.CountAsync(cancellationToken)).ToDictionary(StringComparer.Ordinal);
        return TypedResults.Ok(new HostStatus
        {
            Accounts =
            [
                .. accounts.All.Select(one => new AccountStatus
                {
                    Network = one.Account.Network,
                    Id = one.Account.Id,
                    HeldBy = one.IsHeld ? null : leases.OtherHolderOf(one.Name),
                    State = one.Status.State,
                    Since = one.Status.Origin.OccurredAt,
                    Problem = one.Status.Problem,
                    Waiting = Take(QueueNames.OfAccount(one.Account)),
                }),
            ],
            Bots = [.. catalog.Bots.Select(bot => new BotStatus { Name = bot.Name, Waiting = Take(QueueNames.OfBot(bot.Name)) })],
            Strangers =
            [
                .. waiting.OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => new StrangeQueue { Queue = one.Key, Waiting = one.Value }),
            ],
            Parked = await parked.CountAsync(new ParkedFilter(), cancellationToken),
        });

        // What is left in the end is nobody's.
        long Take(string queue) => waiting.Remove(queue, out var count) ? count : 0;
    }
}
