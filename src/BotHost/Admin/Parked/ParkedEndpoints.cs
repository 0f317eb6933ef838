using System.Globalization;
using BotPlatform.BotHost.Storage.Parked;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary><c>/admin/parked</c>: what bots could not handle, to look at, to try again and to discard.</summary>
internal static class ParkedEndpoints
{
    public static void MapParked(this IEndpointRouteBuilder admin)
    {
        var items = admin.MapGroup("/parked").WithTags("Parked items");
        items.MapGet("", ListAsync).WithSummary("Lists parked items, without their bodies.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        items.MapGet("/count", CountAsync).WithSummary("Counts parked items.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        items.MapGet("/{number:long}", ShowAsync).WithSummary("Shows one parked item with its body and its failure.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        items.MapPost("/{number:long}/redrive", RedriveAsync).WithSummary("Lets the bot try a parked item again.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        items.MapPost("/redrive", RedriveDialogAsync)
            .WithSummary("Lets bots try all parked items of a dialog again, in its order. What cannot be tried again stays parked.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        items.MapDelete("/{number:long}", DiscardAsync).WithSummary("Discards a parked item for good.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        items.MapPost("/discard", DiscardDialogAsync).WithSummary("Discards all parked items of a dialog for good.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Ok<ParkedPage>> ListAsync(
        [AsParameters] ParkedQuery query, ParkedStore parked, CancellationToken cancellationToken)
    {
        var limit = query.ReadLimit();
        var records = await parked.ListAsync(query.ToFilter(), query.ReadAfter(), limit + 1, cancellationToken);
        var shown = records.Take(limit).Select(ParkedView.Of).ToList();
        return TypedResults.Ok(new ParkedPage
        {
            Items = shown,
            Next = records.Count > limit ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    private static async Task<Ok<ParkedCount>> CountAsync(
        [AsParameters] ParkedWanted wanted, ParkedStore parked, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ParkedCount { Count = await parked.CountAsync(wanted.ToFilter(), cancellationToken) });

    private static async Task<Results<Ok<ParkedDetails>, ProblemHttpResult>> ShowAsync(
        long number, ParkedStore parked, CancellationToken cancellationToken) =>
        await parked.ReadAsync([number], cancellationToken) is [var item] ? TypedResults.Ok(ParkedView.Of(item)) : Gone(number);

    private static async Task<Results<Ok<Redriven>, ProblemHttpResult>> RedriveAsync(
        long number, Redriver redriver, CancellationToken cancellationToken)
    {
        var redriven = await redriver.RedriveAsync([number], cancellationToken);
        return redriven.Kept is [var kept]
            ? TypedResults.Problem(
                kept.Reason, statusCode: kept.IsGone ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict)
            : TypedResults.Ok(redriven);
    }

    private static async Task<Results<Ok<Redriven>, ProblemHttpResult>> RedriveDialogAsync(
        DialogItems wanted, ParkedStore parked, Redriver redriver, CancellationToken cancellationToken) =>
        await FindAsync(wanted, parked, cancellationToken) is { Count: > 0 } numbers
            ? TypedResults.Ok(await redriver.RedriveAsync(numbers, cancellationToken))
            : Empty(wanted);

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(
        long number, Discarder discarder, CancellationToken cancellationToken) =>
        (await discarder.DiscardAsync([number], cancellationToken)).Numbers.Count > 0 ? TypedResults.NoContent() : Gone(number);

    private static async Task<Results<Ok<Discarded>, ProblemHttpResult>> DiscardDialogAsync(
        DialogItems wanted, ParkedStore parked, Discarder discarder, CancellationToken cancellationToken) =>
        await FindAsync(wanted, parked, cancellationToken) is { Count: > 0 } numbers
            ? TypedResults.Ok(await discarder.DiscardAsync(numbers, cancellationToken))
            : Empty(wanted);

    private static Task<IReadOnlyList<long>> FindAsync(DialogItems wanted, ParkedStore parked, CancellationToken cancellationToken) =>
        parked.NumbersAsync(ParkedWanted.Of(wanted).ToFilter(), cancellationToken);

    private static ProblemHttpResult Gone(long number) =>
        TypedResults.Problem(Sentences.Gone(number), statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Empty(DialogItems wanted) => TypedResults.Problem(
        $"No such item is parked of the dialog {wanted.Dialog}.", statusCode: StatusCodes.Status404NotFound);
}
