using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>
/// Section 6.7: how many messages a user has not read, in all and in each dialog. Public dialogs do not count, nor do those of
/// others; the total is that of the dialogs that are named, or of all.
/// </summary>
internal sealed class UnreadEndpoint(SandboxWorld world)
{
    // The vendor's documents disagree on the name.
    private static readonly string[] Names = ["chat_dialog_ids", "dialogs_ids"];

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/chat/Message/unread", RestAccess.User, Count);

    private RestAnswer Count(RestRequest request)
    {
        var userId = request.User.Id;
        var wanted = Names.SelectMany(name => RestParameters.Values(request.Parameters.Node(name)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var dialogs = wanted.Count == 0
            ? world.Dialogs.Of(userId)
            : wanted.Select(id => world.Dialogs.TryFind(id, out var dialog) ? dialog : null)
                .OfType<Dialog>().Where(dialog => dialog.May(userId, DialogAction.Read));
        var counts = dialogs.Where(dialog => dialog.Type != DialogType.Public)
            .Select(dialog => (dialog.Id, Unread: world.History.CountUnread(dialog.Id, userId)))
            .Where(count => wanted.Count > 0 || count.Unread > 0)
            .ToArray();
        var json = new JsonObject { ["total"] = counts.Sum(count => count.Unread) };
        foreach (var (id, unread) in counts)
        {
            json[id] = unread;
        }

        return RestAnswer.Ok(json);
    }
}
