using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>Section 5.3: the dialogs that a user takes part in.</summary>
internal sealed class DialogListEndpoint(SandboxWorld world, DialogJson json)
{
    private const int MaxLimit = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/chat/Dialog", RestAccess.User, List);

    private RestAnswer List(RestRequest request)
    {
        var (parameters, userId) = (request.Parameters, request.User.Id);
        var fields = json.Fields(userId);
        if ((Page.Problem(parameters) ?? FieldFilter.Problem(parameters, fields)) is { } problem)
        {
            return problem;
        }

        var page = Page.Of(parameters, MaxLimit);
        var dialogs = FieldFilter.Apply(world.Dialogs.Of(userId), parameters, fields).ToArray();
        if (parameters.Flag("count"))
        {
            return RestAnswer.Ok(new JsonObject { ["items"] = new JsonObject { ["count"] = dialogs.Length } });
        }

        var items = page.Cut(Sorted(dialogs, parameters, userId)).Select(dialog => (JsonNode)json.Of(dialog, userId));
        return RestAnswer.Ok(new JsonObject
        {
            ["total_entries"] = dialogs.Length,
            ["skip"] = page.Skip,
            ["limit"] = page.Limit,
            ["items"] = new JsonArray([.. items]),
        });
    }

    /// <summary>Newest activity first, unless the caller wants something else. Of equals, the newer one is the later one.</summary>
    private IEnumerable<Dialog> Sorted(IEnumerable<Dialog> dialogs, RestParameters parameters, int userId)
    {
        var ascending = parameters.Text("sort_asc");
        var key = Key(ascending ?? parameters.Text("sort_desc"), userId);
        return ascending is not null
            ? dialogs.OrderBy(key).ThenBy(dialog => dialog.Id, StringComparer.Ordinal)
            : dialogs.OrderByDescending(key).ThenByDescending(dialog => dialog.Id, StringComparer.Ordinal);
    }

    private Func<Dialog, long> Key(string? field, int userId) => field switch
    {
        "created_at" => dialog => dialog.CreatedAt.Ticks,
        "last_message_date_sent" => dialog => world.History.LastOf(dialog.Id, userId)?.DateSent ?? 0,
        _ => dialog => json.UpdatedAt(dialog).Ticks,
    };
}
