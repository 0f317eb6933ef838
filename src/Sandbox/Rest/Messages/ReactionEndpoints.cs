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

        var userId = request.User.Id;
        string[] added = [], removed = [];
        var isTooMany = false;
        world.History.Change(message!.Id, current =>
        {
            var left = current.Reactions.RemoveAll(r => r.UserId == userId && remove.Contains(r.Type));
            removed = [.. remove.Where(type => current.Reactions.Contains(new Reaction(type, userId)))];
            added = [.. add.Where(type => !left.Contains(new Reaction(type, userId)))];
            isTooMany = left.Count(r => r.UserId == userId) + added.Length > MaxOfOne;
            return isTooMany
                ? current
                : current with { Reactions = left.AddRange(added.Select(type => new Reaction(type, userId))) };
        });
        if (isTooMany)
        {
            return RestErrors.Invalid("add", $"is too long (maximum is {MaxOfOne} reactions)");
        }

        if (added.Length + removed.Length > 0)
        {
            publisher.Reacted(dialog!, request.User, message.Id, added, removed);
        }

        return RestAnswer.Ok();
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
