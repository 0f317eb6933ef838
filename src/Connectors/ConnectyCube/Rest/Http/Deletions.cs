using System.Net;
using System.Text.Json;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>Section 5.3: deletes several things of one kind, so many in a call that the path stays readable for every server.</summary>
internal static class Deletions
{
    private const int MaxIdsOfACall = 100;

    /// <param name="session">Who deletes.</param>
    /// <param name="root">The path that the ids follow.</param>
    /// <param name="ids">At least one.</param>
    /// <param name="scope">For whom; null where there is no choice.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<DeletionReport> DeleteAsync(
        this RestSession session, string root, IReadOnlyList<string> ids, DeletionScope? scope, CancellationToken cancellationToken)
    {
        if (ids is [var only])
        {
            return await DeleteOneAsync(session, CallOf(root, only, scope), only, cancellationToken).ConfigureAwait(false);
        }

        var reports = new List<DeletionReport>();
        foreach (var some in ids.Count == 0 ? [[]] : ids.Chunk(MaxIdsOfACall))
        {
            var call = CallOf(root, some, scope);
            var answer = await session.SendAsync(call, RestJson.Default.DeletionAnswer, cancellationToken).ConfigureAwait(false);
            reports.Add(answer.ToReport() ?? throw RestErrors.Unreadable(call, HttpStatusCode.OK, null));
        }

        return new DeletionReport
        {
            Deleted = [.. reports.SelectMany(r => r.Deleted)],
            NotFound = [.. reports.SelectMany(r => r.NotFound)],
            NotPermitted = [.. reports.SelectMany(r => r.NotPermitted)],
        };
    }

    /// <exception cref="ArgumentException">There are no ids.</exception>
    public static RestCall CallOf(string root, IReadOnlyList<string> ids, DeletionScope? scope) =>
        RestCall.Delete(RestCall.PathOfAll(root, ids), FormOf(scope));

    /// <summary>The deletion of one thing.</summary>
    public static RestCall CallOf(string root, string id, DeletionScope? scope) =>
        RestCall.DeleteOne(RestCall.PathOf(root, id), FormOf(scope));

    private static (string Name, string? Value) FormOf(DeletionScope? scope) =>
        ("force", scope == DeletionScope.ForEverybody ? "1" : null);

    /// <summary>
    /// Of a single one, some areas report as of several, and some only say whether it went well. What a repetition does not find
    /// was deleted before.
    /// </summary>
    private static async Task<DeletionReport> DeleteOneAsync(
        RestSession session, RestCall call, string id, CancellationToken cancellationToken)
    {
        var isDeleted = new DeletionReport { Deleted = [id], NotFound = [], NotPermitted = [] };
        try
        {
            return await session.SendAsync(
                call,
                answer => ReportOf(answer.Body) is { } report && !(answer.MayBeDone && report.NotFound.Count > 0) ? report : isDeleted,
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectyCubeException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return isDeleted with { Deleted = [], NotFound = [id] };
        }
        catch (ConnectyCubeException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return isDeleted with { Deleted = [], NotPermitted = [id] };
        }
    }

    private static DeletionReport? ReportOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RestJson.Default.DeletionAnswer)?.ToReport();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
