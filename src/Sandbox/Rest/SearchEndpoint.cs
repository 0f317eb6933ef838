using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Rest.Dialogs;
using BotPlatform.Sandbox.Rest.Messages;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// Section 6.9: a text in the messages and the names of a user's own dialogs. Along with the messages come their dialogs and
/// their authors.
/// </summary>
internal sealed class SearchEndpoint(SandboxWorld world, DialogJson json)
{
    private const int MinLength = 4;
    private const int MaxDialogs = 10;
    private const int MaxLimit = 100;

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/chat/search", RestAccess.User, Search);

    private RestAnswer Search(RestRequest request)
    {
        var (parameters, userId) = (request.Parameters, request.User.Id);
        var text = parameters.Text("search_text") ?? "";
        var ids = RestParameters.Values(parameters.Node("chat_dialog_ids")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (text.EnumerateRunes().Count() < MinLength)
        {
            return RestErrors.Invalid("search_text", $"is too short (minimum is {MinLength} characters)");
        }

        if (ids.Count > MaxDialogs)
        {
            return RestErrors.Invalid("chat_dialog_ids", $"is too long (maximum is {MaxDialogs})");
        }

        if ((Dates(parameters, out var oldest, out var newest) ?? Page.Problem(parameters)) is { } problem)
        {
            return problem;
        }

        var limit = Page.Of(parameters, MaxLimit).Limit;
        var own = world.Dialogs.Of(userId).Where(dialog => ids.Count == 0 || ids.Contains(dialog.Id)).ToArray();
        var messages = own
            .SelectMany(dialog => world.History.Of(dialog.Id, userId).Read(newestFirst: true).Where(Fits).Take(limit))
            .OrderByDescending(message => message.DateSent)
            .Take(limit)
            .ToArray();
        var dialogs = own
            .Where(dialog => json.Name(dialog, userId)?.Contains(text, StringComparison.Ordinal) == true)
            .UnionBy(own.Where(dialog => Array.Exists(messages, message => message.DialogId == dialog.Id)), dialog => dialog.Id)
            .OrderByDescending(json.UpdatedAt)
            .Take(limit);
        var users = messages.Select(message => message.SenderId).Distinct()
            .Select(id => world.Users.TryFind(id, out var user) ? user : null)
            .OfType<User>();
        return RestAnswer.Ok(new JsonObject
        {
            ["results"] = new JsonObject
            {
                ["dialogs"] = new JsonArray([.. dialogs.Select(dialog => json.Of(dialog, userId))]),
                ["messages"] = new JsonArray([.. messages.Select(message => MessageJson.Of(message, userId))]),
                ["users"] = new JsonArray([.. users.Select(UserEndpoints.ToJson)]),
            },
        });

        bool Fits(StoredMessage message) =>
            message.DateSent >= oldest && message.DateSent <= newest
            && message.Body?.Contains(text, StringComparison.Ordinal) == true;
    }

    /// <summary>Both or none: <c>start_date</c> is the newer one.</summary>
    private static RestAnswer? Dates(RestParameters parameters, out double oldest, out double newest)
    {
        (oldest, newest) = (double.MinValue, double.MaxValue);
        foreach (var (name, other) in (ReadOnlySpan<(string, string)>)[("start_date", "end_date"), ("end_date", "start_date")])
        {
            if (parameters.Node(name) is null)
            {
                continue;
            }

            if (parameters.Node(other) is null)
            {
                return RestErrors.Invalid(other, "can't be blank");
            }

            if (JsonTime.Seconds(parameters.Text(name) ?? "") is not { } seconds)
            {
                return RestErrors.Invalid(name, "is not a time");
            }

            (oldest, newest) = name == "end_date" ? (seconds, newest) : (oldest, seconds);
        }

        return null;
    }
}
