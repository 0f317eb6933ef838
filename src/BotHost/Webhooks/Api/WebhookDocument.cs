using BotPlatform.BotHost.Webhooks.Signing;
using Microsoft.OpenApi;

namespace BotPlatform.BotHost.Webhooks.Api;

/// <summary><c>/openapi/webhooks.json</c>: what webhooks can tell the host, for those who write them.</summary>
internal static class WebhookDocument
{
    private static readonly (string Header, string Means)[] Headers =
    [
        (WebhookSigner.IdHeader, "The command's id: the same in each repetition, so that it is carried out once."),
        (WebhookSigner.TimestampHeader, "The seconds since 1970."),
        (WebhookSigner.SignatureHeader, "v1, and the HMAC-SHA256 of id.timestamp.body with the webhook's secret in base64."),
    ];

    public static IServiceCollection AddWebhookDocument(this IServiceCollection services) => services.AddOpenApi("webhooks", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("webhooks/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "BotPlatform webhooks",
            Version = "v1",
            Description = "What bots that are HTTP servers tell a host by themselves. docs/webhooks.md describes both directions.",
        };
        document.Servers = []; // whatever address it was asked at
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = Headers.ToDictionary(
            one => one.Header,
            one => (IOpenApiSecurityScheme)new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = one.Header,
                Description = one.Means,
            },
            StringComparer.Ordinal);
        var all = new OpenApiSecurityRequirement();
        foreach (var (header, _) in Headers)
        {
            all[new OpenApiSecuritySchemeReference(header, document)] = [];
        }

        document.Security = [all];
    }
}
