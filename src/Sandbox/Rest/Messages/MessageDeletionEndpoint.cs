using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Section 6.5: deleting messages for oneself, or with <c>force=1</c> for everybody, who hear of it (section 4.9).</summary>
internal sealed class MessageDeletionEndpoint(SandboxWorld world, Publisher publisher, PrivacyGuard privacy)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "DELETE", "/chat/Message/{ids}", RestAccess.User, request =>
            Deletion.Of(request.Route("ids"), id => Delete(id, request.User, request.Parameters.Flag("force"))));

    private RestAnswer? Delete(string id, User user, bool isForced)
    {
        if (world.History.Find(id, user.Id) is not { } message || !world.Dialogs.TryFind(message.DialogId, out var dialog))
        {
            return RestErrors.NotFound;
        }

        if (!(isForced ? MayDeleteForAll(message, dialog, user) : dialog.May(user.Id, DialogAction.Read)))
        {
            return RestErrors.NotPermitted;
        }

        if (!isForced)
        {
            world.History.Hide(message.Id, user.Id);
            return null;
        }

        lock (dialog.Turn)
        {
            if (!world.History.Remove(message.Id))
            {
                return RestErrors.NotFound;
            }

            publisher.Deleted(dialog, user, message.Id);
            return null;
        }
    }

    private bool MayDeleteForAll(StoredMessage message, Dialog dialog, User user) =>
        dialog.May(user.Id, DialogAction.DeleteMessages)
        || (message.SenderId == user.Id && dialog.May(user.Id, DialogAction.Write) && !privacy.Closes(dialog, user));
}
