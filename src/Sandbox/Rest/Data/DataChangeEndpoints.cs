using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using BotPlatform.Sandbox.World.Data;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>Section 9: changing records, one by its id, several by theirs, or all that fit; all of a call or, when one is wrong, none.</summary>
internal sealed class DataChangeEndpoints(SandboxWorld world, DataClasses classes)
{
    private static readonly Page Shown = new(0, DataReadEndpoints.MaxLimit);

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        On("/data/{class}/{id}", ChangeOne);
        On("/data/{class}/multi", ChangeSeveral);
        On("/data/{class}/by_criteria", ChangeFitting);

        void On(string pattern, Func<RestRequest, DataClass, RestAnswer> handle) => server.Map(
            routes, "PUT", pattern, RestAccess.User,
            request => classes.Serve(request, (r, @class) => world.Records.Exclusively(() => handle(r, @class))));
    }

    private RestAnswer ChangeOne(RestRequest request, DataClass @class) =>
        !world.Records.TryFind(@class.Name, request.Route("id"), out var found) ? RestErrors.NotFound
            : Change(request.User, @class, [(found, request.Parameters.Tree)], out var changed)
            ?? RestAnswer.Ok(RecordJson.Of(changed[0]));

    /// <summary>Those that are not there are named. One that the user may not change is 403, as by itself.</summary>
    private RestAnswer ChangeSeveral(RestRequest request, DataClass @class)
    {
        if (NumberedRecords.Read(request.Parameters, out var records) is { } malformed)
        {
            return malformed;
        }

        var missing = new List<string>();
        var changes = new List<(CustomRecord, JsonObject)>();
        foreach (var given in records)
        {
            if (((given["id"] ?? given["_id"]) as JsonValue)?.ToString() is not { } id)
            {
                return RestErrors.Invalid("id", "can't be blank");
            }

            if (world.Records.TryFind(@class.Name, id, out var found))
            {
                changes.Add((found, given));
            }
            else
            {
                missing.Add(id);
            }
        }

        return Change(request.User, @class, changes, out var changed) ?? RestAnswer.Ok(new JsonObject
        {
            ["class_name"] = @class.Name,
            ["not_found"] = new JsonObject { ["ids"] = new JsonArray([.. missing.Select(id => JsonValue.Create(id))]) },
            ["items"] = RecordJson.Of(changed),
        });
    }

    /// <summary>Of the records that fit, those that the user may change; <c>total_found</c> counts them, and the first are shown.</summary>
    private RestAnswer ChangeFitting(RestRequest request, DataClass @class)
    {
        var criteria = new RestParameters(request.Parameters.Node("search_criteria") as JsonObject ?? []);
        if (Criteria.Problem(criteria, @class.Filters) is { } problem)
        {
            return problem;
        }

        var given = request.Parameters.Tree;
        var changes = FieldFilter.Apply(world.Records.Of(@class.Name), criteria, @class.Filters)
            .Where(record => RecordChange.IsPermitted(request.User, record, given))
            .Select(record => (record, given)).ToArray();
        return Change(request.User, @class, changes, out var changed) ?? RestAnswer.Ok(new JsonObject
        {
            ["class_name"] = @class.Name,
            ["skip"] = Shown.Skip,
            ["limit"] = Shown.Limit,
            ["total_found"] = changed.Count,
            ["items"] = RecordJson.Of(Shown.Cut(changed)),
        });
    }

    private RestAnswer? Change(
        User user, DataClass @class, IEnumerable<(CustomRecord Record, JsonObject Given)> changes, out IReadOnlyList<CustomRecord> changed)
    {
        var byId = new OrderedDictionary<string, CustomRecord>();
        changed = byId.Values;
        var now = world.Time.GetUtcNow();
        foreach (var (record, given) in changes)
        {
            if (RecordChange.Apply(user, @class, byId.GetValueOrDefault(record.Id, record), given, out var after) is { } problem)
            {
                return problem;
            }

            byId[record.Id] = after with { UpdatedAt = now };
        }

        foreach (var record in changed)
        {
            world.Records.Replace(record);
        }

        return null;
    }
}
