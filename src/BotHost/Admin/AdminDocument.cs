using Microsoft.OpenApi;

namespace BotPlatform.BotHost.Admin;

/// <summary><c>/openapi/v1.json</c>: the administration for programs and for those who write them.</summary>
internal static class AdminDocument
{
    private const string KeyScheme = "ApiKey";
    private const string BearerScheme = "Bearer";

    public static IServiceCollection AddAdminDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("admin/", StringComparison.Ordinal) == true;
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
            Title = "BotPlatform administration",
            Version = "v1",
            Description = "Looks after a running host: its state, its bots and plug-ins, and the items that bots could not handle.",
        };
        document.Servers = []; // whatever address it was asked at
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = AdminKeys.Header,
                Description = "Admin:ApiKey of the host. A host without one answers programs on its own machine without a key.",
            },
            [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The same key." },
        };
        document.Security = [Requirement(KeyScheme, document), Requirement(BearerScheme, document), []];
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
