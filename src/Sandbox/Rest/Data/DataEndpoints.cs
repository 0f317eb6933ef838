using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Data;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>Section 9: making and deleting records of the configured classes.</summary>
internal sealed class DataEndpoints(SandboxWorld world, DataClasses classes)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        On("POST", "/data/{class}", Create);
        On("POST", "/data/{class}/multi", CreateSeveral);
        On("DELETE", "/data/{class}/{ids}", (request, @class) => Deletion.Of(request.Route("ids"), id => Delete(request.User, @class, id)));
        On("DELETE", "/data/{class}/by_criteria", (request, @class) => world.Records.Exclusively(() => DeleteByCriteria(request, @class)));

        void On(string method, string pattern, Func<RestRequest, DataClass, RestAnswer> handle) =>
            server.Map(routes, method, pattern, RestAccess.User, request => classes.Serve(request, handle));
    }

    private RestAnswer Create(RestRequest request, DataClass @class) =>
        TryRead(request.Parameters.Tree, @class, out var draft) is { } problem ? problem
            : world.Records.HasRoomFor(1) ? new RestAnswer(201, RecordJson.Of(Add(request, @class, draft!)))
            : RestErrors.TooMany;

    /// <summary>All of them, or none when one is wrong.</summary>
    private RestAnswer CreateSeveral(RestRequest request, DataClass @class)
    {
        if (NumberedRecords.Read(request.Parameters, out var records) is { } malformed)
        {
            return malformed;
        }

        var drafts = new List<Draft>();
        foreach (var fields in records)
        {
            if (TryRead(fields, @class, out var draft) is { } problem)
            {
                return problem;
            }

            drafts.Add(draft!);
        }

        return !world.Records.HasRoomFor(drafts.Count) ? RestErrors.TooMany : new RestAnswer(201, new JsonObject
        {
            ["class_name"] = @class.Name,
            ["items"] = RecordJson.Of(drafts.Select(draft => Add(request, @class, draft))),
        });
    }

    private RestAnswer? Delete(User user, DataClass @class, string id)
    {
        if (!world.Records.TryFind(@class.Name, id, out var record))
        {
            return RestErrors.NotFound;
        }

        if (!record.Permissions.Delete.Includes(user, record.OwnerId))
        {
            return RestErrors.NotPermitted;
        }

        world.Records.Remove(record.Id);
        return null;
    }

    /// <summary>Of the records that fit, those that the user may delete.</summary>
    private RestAnswer DeleteByCriteria(RestRequest request, DataClass @class)
    {
        if (Criteria.Problem(request.Parameters, @class.Filters, other: "token") is { } problem)
        {
            return problem;
        }

        var found = FieldFilter.Apply(world.Records.Of(@class.Name), request.Parameters, @class.Filters).ToArray();
        return RestAnswer.Ok(new JsonObject { ["total_deleted"] = found.Count(r => Delete(request.User, @class, r.Id) is null) });
    }

    private static RestAnswer? TryRead(JsonObject given, DataClass @class, out Draft? draft)
    {
        var values = new JsonObject();
        var parentId = (given["_parent_id"] as JsonValue)?.ToString();
        var permissions = RecordJson.TryRead(given["permissions"], new RecordPermissions());
        draft = permissions is null ? null : new Draft(parentId, values, permissions);
        return permissions is null ? RestErrors.InvalidPermissions
            : parentId is not null && !ObjectIds.IsValid(parentId) ? RestErrors.Invalid("_parent_id", "is not an id")
            : @class.Read(given, values);
    }

    private CustomRecord Add(RestRequest request, DataClass @class, Draft draft) =>
        world.Records.Add(@class.Name, request.User.Id, draft.ParentId, draft.Values, draft.Permissions);

    private sealed record Draft(string? ParentId, JsonObject Values, RecordPermissions Permissions);
}
