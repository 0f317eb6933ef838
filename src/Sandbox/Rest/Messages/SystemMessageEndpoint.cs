using System.Text.Json.Nodes;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>Section 6.6: a system message, sent over REST.</summary>
internal sealed class SystemMessageEndpoint(SandboxWorld world, Publisher publisher, PrivacyGuard privacy)
{
    private const string Recipient = "recipientId";

    // The identifier is the server's to set; the token may stand in the query string.
    private static readonly HashSet<string> NotKeys = [Recipient, "moduleIdentifier", "token"];

    public void Map(RestServer server, IEndpointRouteBuilder routes) =>
        server.Map(routes, "POST", "/chat/Message/system", RestAccess.User, Send);

    private RestAnswer Send(RestRequest request)
    {
        if (request.Parameters.Text(Recipient) is not { Length: > 0 })
        {
            return RestErrors.Invalid(Recipient, "can't be blank");
        }

        if (!world.Users.TryFind(request.Parameters.Number(Recipient, 0), out var recipient))
        {
            return RestErrors.NotFound;
        }

        if (privacy.MessageRefusal(request.User, session: null, recipient) is not null)
        {
            return RestErrors.NotPermitted;
        }

        var keys = new JsonObject(request.Parameters.Tree
            .Where(pair => !NotKeys.Contains(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        if (MessageExtraParams.TryBuildSystem(keys) is not { } extraParams)
        {
            return RestErrors.Invalid("base", "holds a name or a character that the chat cannot carry");
        }

        if (ChatText.IsTooLong(world.Options, extraParams))
        {
            return RestErrors.Invalid("base", "is too long for the chat");
        }

        return new RestAnswer(201, new JsonObject
        {
            ["messageId"] = publisher.SystemMessage(request.User, recipient, extraParams),
            [Recipient] = recipient.Id,
            ["extensionParams"] = keys,
        });
    }
}
