using System.Buffers.Text;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Push;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Push;

/// <summary>
/// Section 10: pushes that users ask for. None is sent; <c>GET /sandbox/pushes?user_id=</c>, which the vendor does not have, shows
/// them to whoever is on this machine, oldest first.
/// </summary>
internal sealed class PushEventEndpoints(SandboxWorld world)
{
    private const string Kind = "event";

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/events", RestAccess.User, Create);
        server.Map(routes, "GET", "/sandbox/pushes", RestAccess.Anybody, List);
    }

    private RestAnswer Create(RestRequest request)
    {
        var parameters = request.Parameters;
        if (Problem(parameters) is { } problem)
        {
            return problem;
        }

        var users = PushRecipients.Of(parameters, world.Users);
        if (users.Length == 0)
        {
            return RestErrors.Invalid("user", "names nobody who is there");
        }

        var channel = parameters.Text(Kind, "push_type");
        var environment = parameters.Text(Kind, "environment")!;
        var push = world.Pushes.Add(new PushEvent
        {
            Id = 0,
            SenderId = request.User.Id,
            UserIds = users,
            Environment = environment,
            Message = parameters.Text(Kind, "message")!,
            Channel = channel,
            Devices = users.SelectMany(world.Subscriptions.Of)
                .Count(device => device.Environment == environment && (channel is null || device.Channel == channel)),
            At = world.Time.GetUtcNow(),
        });
        return new RestAnswer(201, new JsonArray((JsonNode)ToJson(push)));
    }

    private static RestAnswer? Problem(RestParameters parameters) =>
        PushWords.Problem(parameters, ["push"], Kind, "notification_type")
        ?? PushWords.Problem(parameters, PushWords.Environments, Kind, "environment")
        ?? (parameters.Node(Kind, "push_type") is null ? null
            : PushWords.Problem(parameters, PushWords.Channels, Kind, "push_type"))
        ?? (parameters.Node(Kind, "event_type") is null ? null
            : PushWords.Problem(parameters, ["one_shot"], Kind, "event_type"))
        ?? PushWords.Blank(parameters, Kind, "message")
        ?? (Base64.IsValid(Content(parameters)) ? null : RestErrors.Invalid("message", "is not in Base64"));

    /// <summary>For one channel, the vendor's documents write it as <c>payload=…</c>; their client and our reference do not.</summary>
    private static ReadOnlySpan<char> Content(RestParameters parameters)
    {
        const string Payload = "payload=";
        var message = parameters.Text(Kind, "message")!;
        return message.StartsWith(Payload, StringComparison.Ordinal) && parameters.Node(Kind, "push_type") is not null
            ? message.AsSpan(Payload.Length)
            : message;
    }

    private RestAnswer List(RestRequest request) =>
        AlertEndpoint.TryReadUser(request, out var userId) is { } problem ? problem : RestAnswer.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. world.Pushes.Of(userId).Select(push => new JsonObject
            {
                ["id"] = push.Id,
                ["user_id"] = push.SenderId,
                ["user_ids"] = new JsonArray([.. push.UserIds.Select(id => JsonValue.Create(id))]),
                ["environment"] = push.Environment,
                ["push_type"] = push.Channel,
                ["message"] = push.Message,
                ["devices"] = push.Devices,
                ["created_at"] = JsonTime.Iso(push.At),
            })]),
        });

    private JsonObject ToJson(PushEvent push) => new JsonObject
    {
        [Kind] = new JsonObject
        {
            ["id"] = push.Id,
            ["event_type"] = "one_shot",
            ["message"] = push.Message,
            ["date"] = push.At.ToUnixTimeSeconds(),
            ["period"] = null,
            ["name"] = null,
            ["occured_count"] = 0,
            ["created_at"] = JsonTime.Iso(push.At),
            ["updated_at"] = JsonTime.Iso(push.At),
            ["end_date"] = null,
            ["active"] = true,
            ["application_id"] = JsonNumber.OrText(world.Options.AppId),
            ["user_id"] = push.SenderId,
            ["kind"] = "API",
            ["environment"] = push.Environment,
            ["tag_query"] = null,
            ["notification_channel"] = push.Channel is null ? null : new JsonObject { ["name"] = push.Channel },
        },
    };
}
