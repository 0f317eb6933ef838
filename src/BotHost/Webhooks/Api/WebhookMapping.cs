using System.Net.Mime;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Webhooks.Api;

/// <summary>The webhooks' part of the web port.</summary>
internal static class WebhookMapping
{
    public static void MapWebhooks(this WebApplication web)
    {
        web.UseWhen(
            context => context.Request.Path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase), // as routes are found
            branch => branch.UseStatusCodePages(page => TypedResults
                .Problem(
                    "Commands of webhooks are POSTed to /webhooks/NAME/commands, with Content-Type: application/json.",
                    statusCode: page.HttpContext.Response.StatusCode)
                .ExecuteAsync(page.HttpContext)));
        web.MapPost(
                "/webhooks/{name}/commands",
                (string name, HttpContext context, WebhookEndpoint endpoint, CancellationToken cancellationToken) =>
                    endpoint.PostAsync(name, context, cancellationToken))
            .WithTags("Webhooks")
            .WithSummary("Takes a command of a webhook over: it is durable when the answer comes, and carried out once under its id.")
            .Accepts<WebhookPost>(MediaTypeNames.Application.Json)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
