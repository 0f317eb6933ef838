using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>Section 6: reading the history and writing into it.</summary>
internal sealed class MessageEndpoints(SandboxWorld world, Publisher publisher, PrivacyGuard privacy)
{
    private const int MaxLimit = 1000;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "GET", "/chat/Message", RestAccess.User, List);
        server.Map(routes, "POST", "/chat/Message", RestAccess.User, Create);
    }

    private RestAnswer List(RestRequest request)
    {
        var parameters = request.Parameters;
        if (parameters.Text("chat_dialog_id") is not { Length: > 0 } dialogId)
        {
            return RestErrors.Invalid("chat_dialog_id", "can't be blank");
        }

        if (Find(dialogId, request.User, out var dialog) is { } refusal)
        {
            return refusal;
        }

        var page = Page.Of(parameters, MaxLimit);
        var messages = FieldFilter.Apply(world.History.Of(dialog!.Id), parameters, MessageJson.Fields);
        if (parameters.Flag("count"))
        {
            return RestAnswer.Ok(new JsonObject { ["items"] = new JsonObject { ["count"] = messages.Count() } });
        }

        var wanted = page.Cut(Sorted(messages, parameters)).ToArray();
        if (parameters.Text("mark_as_read") is not "0" and not "false")
        {
            var userId = request.User.Id;
            wanted = [.. wanted.Select(message => world.History.Mark(message.Id, userId, read: true)).OfType<StoredMessage>()];
        }

        return RestAnswer.Ok(new JsonObject
        {
            ["skip"] = page.Skip,
            ["limit"] = page.Limit,
            ["items"] = new JsonArray([.. wanted.Select(message => MessageJson.Of(message, request.User.Id))]),
        });
    }

    private RestAnswer Create(RestRequest request)
    {
        if (Target(request, out var dialog) is { } refusal)
        {
            return refusal;
        }

        var now = world.Time.GetUtcNow();
        var parameters = request.Parameters;
        var body = parameters.Text("message");
        var extraParams = MessageExtraParams.TryBuild(parameters.Tree, dialog!.Id, now.ToUnixTimeSeconds());
        if (extraParams is null || !ChatText.IsWritable(body))
        {
            return RestErrors.Invalid("message", "holds a name or a character that the chat cannot carry");
        }

        var message = new StoredMessage
        {
            Id = world.Ids.Next(),
            DialogId = dialog.Id,
            SenderId = request.User.Id,
            RecipientId = dialog.Type == DialogType.Private ? dialog.OtherThan(request.User.Id) : 0,
            DateSent = now.ToUnixTimeSeconds(),
            CreatedAt = now,
            Body = body,
            ExtraParams = extraParams,
        };
        world.History.TryAdd(message);
        if (parameters.Flag("send_to_chat"))
        {
            publisher.Message(dialog, request.User, message);
        }

        return new RestAnswer(201, MessageJson.Of(world.History.Find(message.Id) ?? message, request.User.Id));
    }

    private RestAnswer? Target(RestRequest request, out Dialog? dialog)
    {
        dialog = null;
        if (request.Parameters.Text("chat_dialog_id") is { Length: > 0 } dialogId)
        {
            return Find(dialogId, request.User, out dialog)
                ?? (dialog!.MayWrite(request.User.Id) && !privacy.Closes(dialog, request.User) ? null : RestErrors.NotPermitted);
        }

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

    private RestAnswer? Find(string dialogId, User user, out Dialog? dialog) =>
        !world.Dialogs.TryFind(dialogId, out dialog) ? RestErrors.NotFound
            : dialog.Includes(user.Id) ? null
            : RestErrors.NotPermitted;

    /// <summary>Oldest first unless asked otherwise; within a second, the order of arrival.</summary>
    private static IEnumerable<StoredMessage> Sorted(IEnumerable<StoredMessage> messages, RestParameters parameters) =>
        parameters.Text("sort_desc") is not null
            ? messages.Reverse().OrderByDescending(message => message.DateSent)
            : messages.OrderBy(message => message.DateSent);
}
