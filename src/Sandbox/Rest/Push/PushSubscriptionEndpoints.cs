using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Push;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Push;

/// <summary>Section 10: devices that want pushes.</summary>
internal sealed class PushSubscriptionEndpoints(PushSubscriptions subscriptions)
{
    private static readonly string[] WebKeys = ["web_endpoint", "web_auth", "web_p256dh"];

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/subscriptions", RestAccess.User, Create);
        server.Map(routes, "GET", "/subscriptions", RestAccess.User, request =>
            RestAnswer.Ok(new JsonArray([.. subscriptions.Of(request.User.Id).Select(ToJson)])));
        server.Map(routes, "DELETE", "/subscriptions/{id:int}", RestAccess.User, Delete);
    }

    private RestAnswer Create(RestRequest request)
    {
        var parameters = request.Parameters;

        // The vendor's guide for browsers writes it in the plural, against its own reference.
        var channelName = parameters.Node("notification_channels") is null ? "notification_channel" : "notification_channels";
        var channel = parameters.Text(channelName);
        string[] keys = channel == PushWords.Web ? WebKeys : ["client_identification_sequence"];
        var problem = PushWords.Problem(parameters, PushWords.Channels, channelName)
            ?? PushWords.Problem(parameters, PushWords.Environments, "push_token", "environment")
            ?? PushWords.Problem(parameters, PushWords.Platforms, "device", "platform")
            ?? PushWords.Blank(parameters, "device", "udid")
            ?? keys.Select(key => PushWords.Blank(parameters, "push_token", key)).OfType<RestAnswer>().FirstOrDefault();
        if (problem is not null)
        {
            return problem;
        }

        var draft = new PushSubscription(
            0, request.User.Id, channel!, parameters.Text("device", "platform")!, parameters.Text("device", "udid")!,
            parameters.Text("push_token", "environment")!);
        return subscriptions.TryAdd(draft) is { } added ? new RestAnswer(201, new JsonArray(ToJson(added))) : RestErrors.TooMany;
    }

    private RestAnswer Delete(RestRequest request)
    {
        if (!int.TryParse(request.Route("id"), out var id) || subscriptions.Find(id) is not { } found)
        {
            return RestErrors.NotFound;
        }

        if (found.UserId != request.User.Id)
        {
            return RestErrors.NotPermitted;
        }

        subscriptions.Remove(id);
        return RestAnswer.Ok();
    }

    private static JsonNode ToJson(PushSubscription subscription) => new JsonObject
    {
        ["subscription"] = new JsonObject
        {
            ["id"] = subscription.Id,
            ["notification_channel"] = new JsonObject { ["name"] = subscription.Channel },
            ["device"] = new JsonObject
            {
                ["udid"] = subscription.DeviceId,
                ["platform"] = new JsonObject { ["name"] = subscription.Platform },
            },
        },
    };
}
