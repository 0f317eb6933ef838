using System.ComponentModel;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary><c>/admin/announcements</c>: what is announced to whom, and when. All of it goes over the bus.</summary>
internal static class AnnouncementEndpoints
{
    private const int Unprocessable = StatusCodes.Status400BadRequest;

    public static void MapAnnouncements(this IEndpointRouteBuilder admin)
    {
        var all = admin.MapGroup("/announcements").WithTags("Announcements");
        all.MapGet("", ListAsync).WithSummary("Lists announcements.");
        all.MapPost("", CreateAsync).WithSummary("Makes an announcement. One without a schedule begins at once, unless it is paused.")
            .Refuses(Unprocessable, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        all.MapPost("/preview", PreviewNewAsync).WithSummary("Says who would get an announcement that is not there yet, and what they would read.")
            .Refuses(Unprocessable, StatusCodes.Status415UnsupportedMediaType);
        all.MapGet("/audit", AuditAsync).WithSummary("Says who has done what to announcements, the latest first.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);

        var one = all.MapGroup("/{name}");
        one.MapGet("", GetAsync).WithSummary("Shows an announcement, the next ten times, and its latest run.")
            .Refuses(StatusCodes.Status404NotFound);
        one.MapPut("", ChangeAsync).WithSummary("Makes another thing of an announcement. Runs that have begun go on as they were.")
            .Refuses(Unprocessable, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        one.MapGet("/preview", PreviewAsync).WithSummary("Says who would get an announcement now, and what they would read.")
            .Refuses(Unprocessable, StatusCodes.Status404NotFound);
        one.MapPost("/test", TestAsync).WithSummary("Sends an announcement to one user, now.")
            .Refuses(Unprocessable, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        one.MapPost("/pause", PauseAsync).WithSummary("Sends nothing of an announcement until it is resumed.").Refuses(Change);
        one.MapPost("/resume", ResumeAsync).WithSummary("Goes on with a paused announcement.").Refuses(Change);
        one.MapPost("/cancel", CancelAsync).WithSummary("Stops what is being sent of an announcement, and never sends it again.").Refuses(Change);
        one.MapRuns();
    }

    /// <summary>The answers to what changes one announcement.</summary>
    internal static int[] Change { get; } = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict];

    /// <summary>Says which refusals there are.</summary>
    internal static void Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }
    }

    /// <summary>The id of a request whose caller gives none.</summary>
    internal static string NewId() => Guid.CreateVersion7().ToString("N");

    private static async Task<Ok<AnnouncementList>> ListAsync(
        HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new ListAnnouncements { RequestId = NewId(), By = HttpRequester.Of(context) }, cancellationToken));

    private static async Task<Created<AnnouncementDetails>> CreateAsync(
        NewAnnouncement wanted, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken)
    {
        var made = await announcements.AskAsync(
            new CreateAnnouncement
            {
                RequestId = wanted.RequestId ?? NewId(),
                By = HttpRequester.Of(context),
                Announcement = wanted.Announcement,
                IsPaused = wanted.IsPaused,
            },
            cancellationToken);
        return TypedResults.Created($"/admin/announcements/{Uri.EscapeDataString(made.Announcement.Name)}", made);
    }

    private static async Task<Ok<AnnouncementDetails>> ChangeAsync(
        string name, Announcement announcement, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        announcement.Name == name
            ? TypedResults.Ok(await announcements.AskAsync(
                new ChangeAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Announcement = announcement },
                cancellationToken))
            : throw AnnouncementRefusals.Wrong($"The address says '{name}' and the body '{announcement.Name}': names do not change.");

    private static async Task<Ok<AnnouncementDetails>> GetAsync(
        string name, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new GetAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name }, cancellationToken));

    private static async Task<Ok<AnnouncementPreviewed>> PreviewNewAsync(
        Announcement announcement,
        HttpContext context,
        AnnouncementClient announcements,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new PreviewAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Announcement = announcement },
            cancellationToken));

    private static async Task<Ok<AnnouncementPreviewed>> PreviewAsync(
        string name, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new PreviewAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name }, cancellationToken));

    private static async Task<Ok<RunDetails>> TestAsync(
        string name, TestReader reader, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new TestAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name, To = new UserRef(reader.User) },
            cancellationToken));

    private static async Task<Ok<AnnouncementDetails>> PauseAsync(
        string name, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new PauseAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name }, cancellationToken));

    private static async Task<Ok<AnnouncementDetails>> ResumeAsync(
        string name, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new ResumeAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name }, cancellationToken));

    private static async Task<Ok<AnnouncementDetails>> CancelAsync(
        string name, HttpContext context, AnnouncementClient announcements, CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new CancelAnnouncement { RequestId = NewId(), By = HttpRequester.Of(context), Name = name }, cancellationToken));

    private static async Task<Ok<AnnouncementAudit>> AuditAsync(
        HttpContext context,
        AnnouncementClient announcements,
        [Description("Only of this announcement.")] string? announcement,
        [Description("At most so many, from 1 to 1000. Default 100.")] int? limit,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await announcements.AskAsync(
            new ListAnnouncementAudit
            {
                RequestId = NewId(),
                By = HttpRequester.Of(context),
                Name = announcement,
                Limit = Limits.Read(limit, 100),
            },
            cancellationToken));
}
