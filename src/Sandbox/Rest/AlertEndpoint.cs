using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// <c>GET /sandbox/alerts?user_id=</c>: the chat alerts that were raised, oldest first (section 10). The vendor has nothing like
/// it; it needs no session, and is reachable from this machine only, as everything here.
/// </summary>
internal sealed class AlertEndpoint(ChatAlerts alerts)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/sandbox/alerts", RestAccess.Anybody, List);

    /// <summary>Reads whose are wanted; null is everybody's.</summary>
    public static RestAnswer? TryReadUser(RestRequest request, out int? userId)
    {
        userId = null;
        if (request.Parameters.Text("user_id") is { } text)
        {
            if (!int.TryParse(text, out var id))
            {
                return RestErrors.Invalid("user_id", "is not a number");
            }

            userId = id;
        }

        return null;
    }

    private RestAnswer List(RestRequest request)
    {
        if (TryReadUser(request, out var userId) is { } problem)
        {
            return problem;
        }

        var items = alerts.Of(userId).Select(alert => (JsonNode)new JsonObject
        {
            ["user_id"] = alert.UserId,
            ["dialog_id"] = alert.DialogId,
            ["message_id"] = alert.MessageId,
            ["created_at"] = JsonTime.Iso(alert.At),
            ["text"] = alert.Text,
        });
        return RestAnswer.Ok(new JsonObject { ["items"] = new JsonArray([.. items]) });
    }
}
