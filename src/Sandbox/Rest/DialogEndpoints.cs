using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 5: making and listing dialogs.</summary>
internal sealed class DialogEndpoints(SandboxWorld world, DialogJson json)
{
    private const int MaxLimit = 100;
    private const int MaxAdmins = 5;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "POST", "/chat/Dialog", RestAccess.User, Create);
        server.Map(routes, "GET", "/chat/Dialog", RestAccess.User, List);
    }

    private RestAnswer Create(RestRequest request)
    {
        var known = request.Parameters.Ids("occupants_ids").Where(id => world.Users.TryFind(id, out _)).ToArray();
        if (world.Dialogs.IsFull)
        {
            return RestErrors.TooMany;
        }

        return request.Parameters.Number("type", 0) switch
        {
            (int)DialogType.Broadcast => RestErrors.BroadcastNotPermitted,
            (int)DialogType.Private => CreatePrivate(request.User, known),
            (int)DialogType.Group => CreateNamed(request, DialogType.Group, [.. known, request.User.Id]),
            (int)DialogType.Public => CreateNamed(request, DialogType.Public, [request.User.Id]),
            _ => RestErrors.Invalid("type", "is not one of 2, 3 and 4"),
        };
    }

    private RestAnswer CreatePrivate(User creator, int[] occupants)
    {
        var opponent = occupants.FirstOrDefault(id => id != creator.Id);
        return opponent == 0
            ? RestErrors.OpponentMissing
            : new RestAnswer(201, json.Of(world.Dialogs.Private(creator.Id, opponent), creator.Id));
    }

    private RestAnswer CreateNamed(RestRequest request, DialogType type, int[] members)
    {
        var parameters = request.Parameters;
        var name = parameters.Text("name");
        if (string.IsNullOrWhiteSpace(name))
        {
            return RestErrors.Invalid("name", "can't be blank");
        }

        var ascending = Dialogs.Ascending(members);
        var admins = Dialogs.Ascending(parameters.Ids("admins_ids").Where(id => id != request.User.Id && ascending.Contains(id)));
        if (admins.Length > MaxAdmins)
        {
            return RestErrors.Invalid("admins_ids", $"is too long (maximum is {MaxAdmins})");
        }

        var dialog = new Dialog
        {
            Id = world.Ids.Next(),
            Type = type,
            OwnerId = request.User.Id,
            Members = ascending,
            Admins = admins,
            Name = name,
            Photo = parameters.Text("photo"),
            Description = parameters.Text("description"),
            Extensions = Extensions(parameters.Node("extensions") as JsonObject),
            Permissions = parameters.Node("permissions") is JsonObject
                ? new JsonObject { ["allow_preview"] = RestParameters.IsSet(parameters.Text("permissions", "allow_preview")) }
                : null,
            Data = parameters.Node("data")?.DeepClone() as JsonObject,
            CreatedAt = world.Time.GetUtcNow(),
        };
        world.Dialogs.Add(dialog);
        return new RestAnswer(201, json.Of(dialog, request.User.Id));
    }

    /// <summary>Section 5.4: only configured fields, and their values as text.</summary>
    private JsonObject? Extensions(JsonObject? given)
    {
        var fields = world.Options.DialogFields
            .Where(name => given?[name] is JsonValue)
            .Select(name => KeyValuePair.Create(name, (JsonNode?)given![name]!.ToString()))
            .ToArray();
        return fields.Length == 0 ? null : new JsonObject(fields);
    }

    private RestAnswer List(RestRequest request)
    {
        var page = Page.Of(request.Parameters, MaxLimit);
        var dialogs = FieldFilter.Apply(world.Dialogs.Of(request.User.Id), request.Parameters, json.Fields).ToArray();
        if (RestParameters.IsSet(request.Parameters.Text("count")))
        {
            return RestAnswer.Ok(new JsonObject { ["items"] = new JsonObject { ["count"] = dialogs.Length } });
        }

        var items = page.Cut(Sorted(dialogs, request.Parameters)).Select(dialog => (JsonNode)json.Of(dialog, request.User.Id));
        return RestAnswer.Ok(new JsonObject
        {
            ["total_entries"] = dialogs.Length,
            ["skip"] = page.Skip,
            ["limit"] = page.Limit,
            ["items"] = new JsonArray([.. items]),
        });
    }

    /// <summary>Newest activity first, unless the caller wants something else.</summary>
    private IEnumerable<Dialog> Sorted(IEnumerable<Dialog> dialogs, RestParameters parameters)
    {
        var ascending = parameters.Text("sort_asc");
        var key = Key(ascending ?? parameters.Text("sort_desc"));
        return ascending is not null ? dialogs.OrderBy(key) : dialogs.OrderByDescending(key);
    }

    private Func<Dialog, DateTimeOffset> Key(string? field) => field switch
    {
        "created_at" => dialog => dialog.CreatedAt,
        "last_message_date_sent" => dialog =>
            DateTimeOffset.FromUnixTimeSeconds(Math.Min(world.History.LastOf(dialog.Id)?.DateSent ?? 0, 99_999_999_999)),
        _ => json.UpdatedAt,
    };
}
