using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Rest.Dialogs;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>
/// Section 6.4: marking messages as delivered or read, and changing the text of one's own; some of them or, for the marks, all of
/// a dialog. If one of them is not there or may not be changed, none is. Nobody is told.
/// </summary>
internal sealed class MessageUpdateEndpoint(SandboxWorld world, DialogEditor dialogs, PrivacyGuard privacy)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "PUT", "/chat/Message", RestAccess.User, request => Update(request, ids: null));
        server.Map(routes, "PUT", "/chat/Message/{ids}", RestAccess.User, request =>
            Update(request, [.. RestParameters.Values(JsonValue.Create(request.Route("ids")))]));
    }

    private RestAnswer Update(RestRequest request, string[]? ids)
    {
        var (parameters, user) = (request.Parameters, request.User);
        if (parameters.Text("chat_dialog_id") is not { Length: > 0 } dialogId)
        {
            return RestErrors.Invalid("chat_dialog_id", "can't be blank");
        }

        if ((dialogs.Find(dialogId, user, DialogAction.Read, out var dialog) ?? Problem(parameters, ids)) is { } refusal)
        {
            return refusal;
        }

        var messages = ids is null
            ? world.History.Of(dialog!.Id, user.Id).Read()
            : ids.Select(id => world.History.Find(id, user.Id)).OfType<StoredMessage>()
                .Where(message => message.DialogId == dialog!.Id).ToArray();
        if (ids is not null && (ids.Length == 0 || messages.Count() < ids.Length))
        {
            return RestErrors.NotFound;
        }

        var text = parameters.Text("message");
        if (text is not null && !MayEdit(dialog!, messages, user))
        {
            return RestErrors.NotPermitted;
        }

        var (isRead, isDelivered) = (parameters.Flag("read"), parameters.Flag("delivered"));
        foreach (var message in messages)
        {
            Change(message, text, isRead, isRead || isDelivered, user.Id);
        }

        return RestAnswer.Ok();
    }

    private static RestAnswer? Problem(RestParameters parameters, string[]? ids) => parameters.Node("message") switch
    {
        null => parameters.Node("read") is null && parameters.Node("delivered") is null
            ? RestErrors.Invalid("base", "read, delivered or message must be given")
            : null,
        not JsonValue => RestErrors.Invalid("message", "is not a text"),
        _ when ids is null => RestErrors.Invalid("message", "can be changed of named messages only"),
        var node => ChatText.IsWritable(node.ToString())
            ? null
            : RestErrors.Invalid("message", "holds a name or a character that the chat cannot carry"),
    };

    private bool MayEdit(Dialog dialog, IEnumerable<StoredMessage> messages, User user) =>
        dialog.May(user.Id, DialogAction.Write) && !privacy.Closes(dialog, user)
        && messages.All(message => message.SenderId == user.Id);

    private void Change(StoredMessage message, string? text, bool isRead, bool isDelivered, int userId)
    {
        if (isDelivered && !(isRead ? message.ReadIds : message.DeliveredIds).Contains(userId))
        {
            world.History.Mark(message.Id, userId, isRead);
        }

        if (text is not null)
        {
            world.History.Change(message.Id, current => current with { Body = text, EditedAt = world.Time.GetUtcNow() });
        }
    }
}
