using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World.Data;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Data;

/// <summary>Section 9: reading records, all that fit or some by their ids. Who may not read one does not see it in lists.</summary>
internal sealed class DataReadEndpoints(CustomRecords records, DataClasses classes)
{
    public const int MaxLimit = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "GET", "/data/{class}", RestAccess.User, request => classes.Serve(request, List));
        server.Map(routes, "GET", "/data/{class}/{ids}", RestAccess.User, request => classes.Serve(request, ByIds));
    }

    private RestAnswer List(RestRequest request, DataClass @class)
    {
        var parameters = request.Parameters;
        var wantsLast = parameters.Text("limit") == "-1";
        if ((FieldFilter.Problem(parameters, @class.Filters) ?? (wantsLast ? null : Page.Problem(parameters))) is { } problem)
        {
            return problem;
        }

        var readable = records.Of(@class.Name).Where(record => record.Permissions.Read.Includes(request.User, record.OwnerId));
        var found = FieldFilter.Apply(readable, parameters, @class.Filters).ToArray();
        if (parameters.Flag("count"))
        {
            return RestAnswer.Ok(new JsonObject { ["items"] = new JsonObject { ["count"] = found.Length } });
        }

        var sorted = FieldSort.Apply(found, parameters, @class.Filters);
        var page = wantsLast ? new Page(0, 1) : Page.Of(parameters, MaxLimit);
        var shown = RecordJson.Of(wantsLast ? sorted.TakeLast(1) : page.Cut(sorted));
        Trim(shown, parameters);
        return Answer(@class, page, shown);
    }

    private RestAnswer ByIds(RestRequest request, DataClass @class)
    {
        string[] ids = [.. RestParameters.Values(JsonValue.Create(request.Route("ids"))).Distinct(StringComparer.OrdinalIgnoreCase)];
        var found = ids.Select(id => records.TryFind(@class.Name, id, out var record) ? record : null).OfType<CustomRecord>().ToArray();
        if (ids.Length == 1 && found is [var only] && request.Parameters.Flag("permissions"))
        {
            return only.OwnerId != request.User.Id ? RestErrors.NotPermitted : RestAnswer.Ok(new JsonObject
            {
                ["record_id"] = only.Id,
                ["permissions"] = RecordJson.Of(only.Permissions),
            });
        }

        CustomRecord[] readable = [.. found.Where(record => record.Permissions.Read.Includes(request.User, record.OwnerId))];
        return (ids.Length, found.Length, readable.Length) switch
        {
            (1, 0, _) => RestErrors.NotFound,
            (1, _, 0) => RestErrors.NotPermitted,
            _ => Answer(@class, new Page(0, MaxLimit), RecordJson.Of(readable.Take(MaxLimit))),
        };
    }

    /// <summary>Leaves what <c>output[include]</c> names, if anything, and not what <c>output[exclude]</c> does; always the id.</summary>
    private static void Trim(JsonArray records, RestParameters parameters)
    {
        var include = RestParameters.Values(parameters.Node("output", "include")).ToHashSet(StringComparer.Ordinal);
        var exclude = RestParameters.Values(parameters.Node("output", "exclude")).ToHashSet(StringComparer.Ordinal);
        foreach (var record in records.OfType<JsonObject>())
        {
            string[] hidden = [.. record.Select(field => field.Key).Where(
                name => name != "_id" && (exclude.Contains(name) || (include.Count > 0 && !include.Contains(name))))];
            Array.ForEach(hidden, name => record.Remove(name));
        }
    }

    private static RestAnswer Answer(DataClass @class, Page page, JsonArray items) => RestAnswer.Ok(new JsonObject
    {
        ["class_name"] = @class.Name,
        ["skip"] = page.Skip,
        ["limit"] = page.Limit,
        ["items"] = items,
    });
}
