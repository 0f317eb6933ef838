using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Section 6.8: reacting to a message, and seeing who did.</summary>
internal sealed class ReactionEndpoints(SandboxWorld world, Publisher publisher, PrivacyGuard privacy)
{
    private const string Pattern = "/chat/Message/{id}/reactions";

    /// <summary>Characters of one reaction: an emoji may be a sequence of several.</summary>
    private const int MaxLength = 32;

    /// <summary>Reactions of one user to one message.</summary>
    private const int MaxOfOne = 20;

    public void Map(RestServer server, IEndpointRouteBuilder routes)
    {
        server.Map(routes, "GET", Pattern, RestAccess.User, request =>
            Find(request, out var message, out _) ?? RestAnswer.Ok(ReactionJson.ByType(message!)));
        server.Map(routes, "PUT", Pattern, RestAccess.User, Change);
    }

    private RestAnswer Change(RestRequest request)
    {
        if (Find(request, out var message, out var dialog) is { } refusal)
        {
            return refusal;
        }

        if (privacy.Closes(dialog!, request.User))
        {
            return RestErrors.NotPermitted;
        }

        string[] add = [.. RestParameters.Values(request.Parameters.Node("add")).Distinct()];
        string[] remove = [.. RestParameters.Values(request.Parameters.Node("remove")).Except(add)];
        if (add.Length + remove.Length == 0)
        {
            return RestErrors.Invalid("base", "add or remove must be given");
        }

        if (add.Any(type => type.Length > MaxLength || !ChatText.IsWritable(type)))
        {
            return RestErrors.Invalid("add", $"is no reaction (maximum is {MaxLength} characters)");
        }

        lock (dialog!.Turn)
        {
            return React(message!.Id, dialog, request.User, add, remove) ?? RestAnswer.Ok();
        }
    }

    /// <summary>Changes the message and tells everybody what is different now, or returns why not.</summary>
    private RestAnswer? React(string messageId, Dialog dialog, User user, string[] add, string[] remove)
    {
        string[] added = [], removed = [];
        var isTooMany = false;
        world.History.Change(messageId, current =>
        {
            var left = current.Reactions.RemoveAll(r => r.UserId == user.Id && remove.Contains(r.Type));
            removed = [.. remove.Where(type => current.Reactions.Contains(new Reaction(type, user.Id)))];
            added = [.. add.Where(type => !left.Contains(new Reaction(type, user.Id)))];
            isTooMany = left.Count(r => r.UserId == user.Id) + added.Length > MaxOfOne;
            return isTooMany
                ? current
                : current with { Reactions = left.AddRange(added.Select(type => new Reaction(type, user.Id))) };
        });
        if (isTooMany)
        {
            return RestErrors.Invalid("add", $"is too long (maximum is {MaxOfOne} reactions)");
        }

        if (added.Length + removed.Length > 0)
        {
            publisher.Reacted(dialog, user, messageId, added, removed);
        }

        return null;
    }

    private RestAnswer? Find(RestRequest request, out StoredMessage? message, out Dialog? dialog)
    {
        dialog = null;
        message = world.History.Find(request.Route("id"), request.User.Id);
        return message is null || !world.Dialogs.TryFind(message.DialogId, out dialog) ? RestErrors.NotFound
            : dialog.May(request.User.Id, DialogAction.Read) ? null
            : RestErrors.NotPermitted;
    }
}
