using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotHost.Plugins;
using BotPlatform.BotHost.Storage.BotSettings;
using BotPlatform.BotSdk;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotPlatform.BotHost.Admin.Bots;

/// <summary>
/// <c>/admin/bots</c> and <c>/admin/plugins</c>: which bots there are, where they are on, how they are set, and their plug-ins.
/// </summary>
internal static class BotEndpoints
{
    public static void MapBots(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/bots", List).WithTags("Bots").WithSummary("Lists bots and plug-ins, and why what is in a folder does not run.");
        admin.MapPost("/bots/{name}/settings", SetAsync).WithTags("Bots")
            .WithSummary("Sets something for a bot on all hosts, or forgets what was set: for all accounts and dialogs, or for some.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        admin.MapPost("/plugins/{name}/reload", ReloadAsync).WithTags("Bots")
            .WithSummary("Loads what is in the folder of a plug-in now. What ran before goes on when that cannot be used.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Ok<BotList> List(IBotCatalog catalog, InstalledPlugins plugins, BotSettings settings)
    {
        var all = plugins.All;
        return TypedResults.Ok(new BotList
        {
            Bots =
            [
                .. catalog.Bots.Select(bot => new BotView
                {
                    Name = bot.Name,
                    Plugin = all.FirstOrDefault(one => one.Bots.Contains(bot.Name, StringComparer.Ordinal))?.Name,
                    Settings = [.. settings.Stored.Where(one => one.Bot == bot.Name).Select(SecretSettings.Hide)],
                }),
            ],
            Plugins = all,
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        string name, SettingChange change, IBotCatalog catalog, BotSettings settings, CancellationToken cancellationToken)
    {
        if (catalog.Bots.All(bot => bot.Name != name))
        {
            return TypedResults.Problem(
                $"This host has no bot '{name}': it has {string.Join(", ", catalog.Bots.Select(bot => bot.Name))}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        if (WhyNot(change) is { } problem)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var setting = new BotSetting
        {
            Bot = name,
            Account = change.Account ?? "",
            Dialog = change.Dialog ?? "",
            Key = change.Key,
            Value = change.Value ?? "",
        };
        if (change.Value is not null)
        {
            await settings.SetAsync(setting, cancellationToken);
            return TypedResults.NoContent();
        }

        return await settings.ForgetAsync(setting, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                $"{change.Key} of the bot '{name}' was not set there: what the configuration says is changed in the configuration.",
                statusCode: StatusCodes.Status404NotFound);
    }

    private static string? WhyNot(SettingChange change) =>
        string.IsNullOrWhiteSpace(change.Key) ? "The key is empty."
        : ConfiguredBots.IsPlace(change.Key) ? $"{change.Key} belongs into the configuration: set Enabled for an account or a dialog."
        : ConfiguredBots.WhyNot(change.Key, change.Value ?? bool.TrueString);

    private static async Task<Results<Ok<PluginStatus>, ProblemHttpResult>> ReloadAsync(
        string name, InstalledPlugins plugins, CancellationToken cancellationToken) =>
        await plugins.ReloadAsync(name, cancellationToken) switch
        {
            null => TypedResults.Problem($"There is no plug-in '{name}'.", statusCode: StatusCodes.Status404NotFound),
            { Problem: { } problem } => TypedResults.Problem(problem, statusCode: StatusCodes.Status409Conflict),
            var status => TypedResults.Ok(status),
        };
}
