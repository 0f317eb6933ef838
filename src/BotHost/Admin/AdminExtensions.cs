using System.Text.Json.Serialization;
using BotPlatform.BotHost.Admin.Announcements;
using BotPlatform.BotHost.Admin.Bots;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.Admin.Recording;
using BotPlatform.BotHost.Admin.Status;
using BotPlatform.BotHost.Hosting;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Admin;

/// <summary>The administration on the host's web port: <c>/admin</c>, described by <c>/openapi/v1.json</c>.</summary>
internal static class AdminExtensions
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddSection<AdminOptions>("Admin");
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // AdminErrors says what is wrong
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        return services
            .AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>()
            .AddSingleton<AdminKeys>()
            .AddSingleton<Redriver>()
            .AddSingleton<Discarder>()
            .AddAdminDocument();
    }

    public static void MapAdmin(this WebApplication web)
    {
        web.UseWhen(
            context => IsUnder("/admin", context) || IsUnder("/openapi", context),
            branch => branch.UseMiddleware<AdminGate>().UseMiddleware<AdminErrors>());
        var admin = web.MapGroup("/admin")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        admin.MapStatus();
        admin.MapParked();
        admin.MapRecording();
        admin.MapBots();
        admin.MapAnnouncements();
        web.MapOpenApi();
    }

    private static bool IsUnder(string path, HttpContext context) =>
        context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase); // as routes are found
}
