using System.Text.Encodings.Web;
using System.Text.Json;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Sandbox.Rest;

/// <summary>What every REST call has in common: parameters, session, answer (section 2).</summary>
internal sealed partial class RestServer(SandboxWorld world, ILogger<RestServer> logger)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Section 2.1: clients may append <c>.json</c> to every path.</summary>
    public static Task WithoutSuffixAsync(HttpContext http, RequestDelegate next)
    {
        const string suffix = ".json";
        if (http.Request.Path.Value is { } path && path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        {
            http.Request.Path = path[..^suffix.Length];
        }

        return next(http);
    }

    /// <summary>
    /// Adds a call. Where <see cref="RestAccess.Anybody"/> may make it, a dead token counts as none: the vendor's SDK sends its
    /// old one along when it renews the session.
    /// </summary>
    public void Map(
        IEndpointRouteBuilder routes, string method, string pattern, RestAccess access, Func<RestRequest, RestAnswer> handle) =>
        routes.MapMethods(pattern, [method], http => ServeAsync(http, access, handle));

    /// <summary>The answer to everything that is not there.</summary>
    public static Task NotFoundAsync(HttpContext http) => WriteAsync(http, RestErrors.NotFound);

    private async Task ServeAsync(HttpContext http, RestAccess access, Func<RestRequest, RestAnswer> handle)
    {
        RestAnswer answer;
        try
        {
            answer = await AnswerAsync(http, access, handle);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(e, http.Request.Method, http.Request.Path);
            answer = RestErrors.ServerFailed;
        }

        await WriteAsync(http, answer);
    }

    private async Task<RestAnswer> AnswerAsync(HttpContext http, RestAccess access, Func<RestRequest, RestAnswer> handle)
    {
        var token = (string?)http.Request.Headers["CB-Token"] ?? "";
        if (!world.Sessions.TryUse(token, out var session) && access != RestAccess.Anybody)
        {
            return token.Length > 0 ? RestErrors.SessionMissing : RestErrors.TokenMissing;
        }

        if (session is { User: null } && access == RestAccess.User)
        {
            return RestErrors.UserNeeded;
        }

        if (await RestParameters.TryReadAsync(http.Request, http.RequestAborted) is not { } parameters)
        {
            return RestErrors.MalformedBody;
        }

        var answer = handle(new RestRequest(http, parameters, session));
        if (session is not null)
        {
            var expires = session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'");
            http.Response.Headers["CB-Token-ExpirationDate"] = expires;
        }

        return answer;
    }

    private static async Task WriteAsync(HttpContext http, RestAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Status == 429)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        if (answer.Body is null)
        {
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(http.Response.BodyWriter, WriterOptions))
        {
            answer.Body.WriteTo(writer);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(Exception error, string method, string path);
}
