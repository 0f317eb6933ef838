using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Rest.Dialogs;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Section 6.3: writing into the history, and into the chat if asked to.</summary>
internal sealed class MessageCreationEndpoint(
    SandboxWorld world, DialogEditor dialogs, Publisher publisher, PrivacyGuard privacy)
{
    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "POST", "/chat/Message", RestAccess.User, Create);

    private RestAnswer Create(RestRequest request)
    {
        if (Problem(request.Parameters) is { } problem)
        {
            return problem;
        }

        if (Target(request, out var dialog) is { } refusal)
        {
            return refusal;
        }

        StoredMessage message;
        lock (dialog!.Turn)
        {
            message = Write(request, dialog);
            if (request.Parameters.Flag("send_to_chat"))
            {
                publisher.Message(dialog, request.User, message);
            }
        }

        return new RestAnswer(201, MessageJson.Of(world.History.Find(message.Id) ?? message, request.User.Id));
    }

    private StoredMessage Write(RestRequest request, Dialog dialog)
    {
        var now = world.Time.GetUtcNow();
        var parameters = request.Parameters;
        var message = new StoredMessage
        {
            Id = world.Ids.Next(),
            DialogId = dialog.Id,
            SenderId = request.User.Id,
            RecipientId = dialog.Type == DialogType.Private ? dialog.OtherThan(request.User.Id) : 0,
            DateSent = now.ToUnixTimeSeconds(),
            CreatedAt = now,
            Body = parameters.Text("message"),
            ExtraParams = MessageExtraParams.TryBuild(parameters.Tree, dialog.Id, now.ToUnixTimeSeconds()),
        };
        world.Dialogs.Reveal(dialog);
        world.History.TryAdd(message);
        return message;
    }

    /// <summary>What is wrong with the message itself, asked before a dialog is made for it.</summary>
    private RestAnswer? Problem(RestParameters parameters)
    {
        if (parameters.Node("message") is not null and not JsonValue)
        {
            return RestErrors.Invalid("message", "is not a text");
        }

        if (!MessageExtraParams.AreAttachments(parameters.Node("attachments")))
        {
            return RestErrors.Invalid("attachments", "is no list of objects");
        }

        var body = parameters.Text("message");
        var extraParams = MessageExtraParams.TryBuild(parameters.Tree, dialogId: "", dateSent: 0);
        return extraParams is null || !ChatText.IsWritable(body)
                ? RestErrors.Invalid("message", "holds a name or a character that the chat cannot carry")
            : ChatText.IsTooLong(world.Options, ChatText.Body(body), extraParams)
                ? RestErrors.Invalid("message", "is too long for the chat")
            : null;
    }

    /// <summary>The dialog that is meant; the one with a recipient is made when there is none.</summary>
    private RestAnswer? Target(RestRequest request, out Dialog? dialog)
    {
        if (request.Parameters.Text("chat_dialog_id") is { Length: > 0 } dialogId)
        {
            return dialogs.Find(dialogId, request.User, DialogAction.Write, out dialog)
                ?? (privacy.Closes(dialog!, request.User) ? RestErrors.NotPermitted : null);
        }

        dialog = null;
        var recipient = request.Parameters.Number("recipient_id", 0);
        if (recipient == 0 || recipient == request.User.Id)
        {
            return RestErrors.Invalid("chat_dialog_id", "can't be blank");
        }

        if (!world.Users.TryFind(recipient, out var reader))
        {
            return RestErrors.NotFound;
        }

        if (privacy.MessageRefusal(request.User, session: null, reader) is not null)
        {
            return RestErrors.NotPermitted;
        }

        if (world.Dialogs.IsFull && !world.Dialogs.TryFindPrivate(request.User.Id, recipient, out _))
        {
            return RestErrors.TooMany;
        }

        dialog = world.Dialogs.Private(request.User.Id, recipient);
        return null;
    }
}
