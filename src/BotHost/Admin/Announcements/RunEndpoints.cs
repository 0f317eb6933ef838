using System.ComponentModel;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.Contracts.Announcements;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>
/// <c>/admin/announcements/NAME/runs</c>: how far runs are, what became of each recipient, stopping, and trying again. A run is named by its
/// number, or as <c>latest</c>.
/// </summary>
internal static class RunEndpoints
{
    private const string Latest = "latest";

    public static void MapRuns(this RouteGroupBuilder announcement)
    {
        var runs = announcement.MapGroup("/runs");
        runs.MapGet("", ListAsync).WithSummary("Lists runs of an announcement, the latest first.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        runs.MapGet("/{run}", GetAsync).WithSummary("Says how far a run is: ask again for its progress.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        runs.MapPost("/{run}/stop", StopAsync).WithSummary("Ends a run: who has not got it gets nothing. The schedule goes on.")
            .Refuses([StatusCodes.Status400BadRequest, .. AnnouncementEndpoints.Change]);
        runs.MapPost("/{run}/retry", RetryAsync).WithSummary("Tries those again who were refused or failed, and no others.")
            .Refuses([StatusCodes.Status400BadRequest, .. AnnouncementEndpoints.Change]);
        runs.MapGet("/{run}/report", ReportEndpoint.WriteAsync)
            .WithSummary("Says what became of each recipient, as JSON or CSV, from the first to the last.")
            .Produces<IEnumerable<ReportRow>>(StatusCodes.Status200OK, "application/json", "text/csv")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    /// <summary>The number of a run; null for the latest.</summary>
    /// <exception cref="BadHttpRequestException">It is neither.</exception>
    public static long? Read(string run) =>
        run == Latest ? null
        : long.TryParse(run, out var number) ? number
        : throw new BadHttpRequestException($"'{run}' is no run: it is a number, or '{Latest}'.");

    private static async Task<Ok<RunList>> ListAsync(
        string name,
        HttpContext context,
        AnnouncementClient announcements,
        [Description("At most so many, from 1 to 1000. Default 20.")] int? limit,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new ListRuns
            {
                RequestId = AnnouncementEndpoints.NewId(),
                By = HttpRequester.Of(context),
                Name = name,
                Limit = Limits.Read(limit, 20),
            },
            cancellationToken));

    private static async Task<Ok<RunDetails>> GetAsync(
        string name, string run, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new GetRun { RequestId = AnnouncementEndpoints.NewId(), By = HttpRequester.Of(context), Name = name, Run = Read(run) },
            cancellationToken));

    private static async Task<Ok<RunDetails>> StopAsync(
        string name, string run, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new StopRun { RequestId = AnnouncementEndpoints.NewId(), By = HttpRequester.Of(context), Name = name, Run = Read(run) },
            cancellationToken));

    private static async Task<Ok<RetriedRun>> RetryAsync(
        string name, string run, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new RetryFailed { RequestId = AnnouncementEndpoints.NewId(), By = HttpRequester.Of(context), Name = name, Run = Read(run) },
            cancellationToken));
}
