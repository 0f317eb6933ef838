using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Section 6.2: reading the history of a dialog.</summary>
internal sealed class MessageListEndpoint(SandboxWorld world)
{
    private const int MaxLimit = 1000;

    /// <summary>What somebody gets who only looks in.</summary>
    private const int PreviewLimit = 20;

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "GET", "/chat/Message", RestAccess.User, List);

    private RestAnswer List(RestRequest request)
    {
        var (parameters, user) = (request.Parameters, request.User);
        if (parameters.Text("chat_dialog_id") is not { Length: > 0 } dialogId)
        {
            return RestErrors.Invalid("chat_dialog_id", "can't be blank");
        }

        if (!world.Dialogs.TryFind(dialogId, out var dialog))
        {
            return RestErrors.NotFound;
        }

        var isPreview = parameters.Flag("preview");
        if (!dialog.May(user.Id, DialogAction.Read) && !(isPreview && AllowsPreview(dialog)))
        {
            return RestErrors.NotPermitted;
        }

        var problem = FieldFilter.Problem(parameters, MessageJson.Fields) ?? (isPreview ? null : Page.Problem(parameters));
        return problem ?? (isPreview ? Preview(dialog, parameters, user.Id) : List(dialog, parameters, user.Id));
    }

    /// <summary>The newest ones, oldest of them first, and nobody has read them by that.</summary>
    private RestAnswer Preview(Dialog dialog, RestParameters parameters, int userId)
    {
        var newest = world.History.Of(dialog.Id, userId).Read(newestFirst: true);
        var messages = FieldFilter.Apply(newest, parameters, MessageJson.Fields).Take(PreviewLimit).Reverse();
        return Answer(new Page(0, PreviewLimit), messages, userId);
    }

    private RestAnswer List(Dialog dialog, RestParameters parameters, int userId)
    {
        var page = Page.Of(parameters, MaxLimit);
        var (period, others) = SendingPeriod.Of(FieldFilter.Conditions(parameters, MessageJson.Fields));
        var view = world.History.Of(dialog.Id, userId).Between(period.First, period.Last);
        if (parameters.Flag("count"))
        {
            var count = others.Count == 0 ? view.Count : FieldFilter.Apply(view.Read(), others).Count();
            return RestAnswer.Ok(new JsonObject { ["items"] = new JsonObject { ["count"] = count } });
        }

        // Oldest first unless asked otherwise. With no filter but times, the pages before are not even looked at.
        var newestFirst = parameters.Text("sort_desc") is not null;
        var wanted = others.Count == 0
            ? view.Read(newestFirst, page.Skip).Take(page.Limit)
            : page.Cut(FieldFilter.Apply(view.Read(newestFirst), others));
        var isRead = parameters.Text("mark_as_read") is not "0" and not "false";
        return Answer(page, isRead ? wanted.Select(MarkRead) : wanted, userId);

        StoredMessage MarkRead(StoredMessage message) => world.History.Mark(message.Id, userId, read: true) ?? message;
    }

    private static RestAnswer Answer(Page page, IEnumerable<StoredMessage> messages, int userId) => RestAnswer.Ok(new JsonObject
    {
        ["skip"] = page.Skip,
        ["limit"] = page.Limit,
        ["items"] = new JsonArray([.. messages.Select(message => MessageJson.Of(message, userId))]),
    });

    private static bool AllowsPreview(Dialog dialog) => (bool?)dialog.Permissions?["allow_preview"] == true;
}
