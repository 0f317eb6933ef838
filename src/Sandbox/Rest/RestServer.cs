using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotPlatform.Sandbox.Chaos;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Sandbox.Rest;

/// <summary>What every REST call has in common: parameters, session, answer (section 2).</summary>
internal sealed partial class RestServer(SandboxWorld world, RequestLimit limit, ILogger<RestServer> logger)
{
    private const string Suffix = ".json";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Section 2.1: clients may append <c>.json</c> to every path.</summary>
    public static Task WithoutSuffixAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value is { } path && path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            http.Request.Path = path[..^Suffix.Length];
            http.Items[Suffix] = true;
        }

        return next(http);
    }

    /// <summary>Whether the path ended with <c>.json</c>, which makes a difference in one place (section 8.3).</summary>
    public static bool HadSuffix(HttpContext http) => http.Items.ContainsKey(Suffix);

    /// <summary>
    /// Adds a call. Where <see cref="RestAccess.Anybody"/> may make it, a dead token counts as none: the vendor's SDK sends its
    /// old one along when it renews the session.
    /// </summary>
    public void Map(
        IEndpointRouteBuilder routes, string method, string pattern, RestAccess access, Func<RestRequest, RestAnswer> handle)
    {
        Task Serve(HttpContext http) => ServeAsync(http, access, session => AnswerAsync(http, session, handle));
        routes.MapMethods(pattern, [method], Serve);
    }

    /// <summary>
    /// Adds a call whose body or answer may be too large for memory: it reads the request itself, and writes the answer itself
    /// when it returns null. It ends with the server.
    /// </summary>
    public void MapStream(
        IEndpointRouteBuilder routes, string method, string pattern, RestAccess access,
        Func<HttpContext, ApiSession?, Task<RestAnswer?>> handle)
    {
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        async Task Serve(HttpContext http)
        {
            using var end = stopping.Register(http.Abort);
            await ServeAsync(http, access, session => handle(http, session));
        }

        routes.MapMethods(pattern, [method], Serve);
    }

    /// <summary>The answer to everything that is not there.</summary>
    public static Task NotFoundAsync(HttpContext http) => WriteAsync(http, RestErrors.NotFound);

    /// <summary>Why somebody may not make a call that needs this; null when they may.</summary>
    public static RestAnswer? Refusal(HttpContext http, ApiSession? session, RestAccess access) => (access, session) switch
    {
        (RestAccess.Anybody, _) => null,
        (_, null) => Token(http).Length > 0 ? RestErrors.SessionMissing : RestErrors.TokenMissing,
        (RestAccess.User, { User: null }) => RestErrors.UserNeeded,
        _ => null,
    };

    /// <summary>Tells the client how long the session lives without a further request (section 2.1).</summary>
    public static void SayExpiry(HttpContext http, ApiSession session) =>
        http.Response.Headers["CB-Token-ExpirationDate"] = session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'");

    /// <summary>The token stands in a header; in links, in the query string (section 8.3).</summary>
    private static string Token(HttpContext http) =>
        (string?)http.Request.Headers["CB-Token"] ?? (string?)http.Request.Query["token"] ?? "";

    private async Task ServeAsync(HttpContext http, RestAccess access, Func<ApiSession?, Task<RestAnswer?>> handle)
    {
        RestAnswer? answer;
        try
        {
            answer = await AdmitAsync(http, access, handle);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;   // nobody is left to be told
        }
        catch (Exception e)
        {
            LogFailed(e, http.Request.Method, http.Request.Path);
            if (http.Response.HasStarted)
            {
                http.Abort();   // half a file must not look like a whole one
                return;
            }

            answer = RestErrors.ServerFailed;
        }

        if (answer is not null)
        {
            await WriteAsync(http, answer);
        }
    }

    private async Task<RestAnswer?> AdmitAsync(HttpContext http, RestAccess access, Func<ApiSession?, Task<RestAnswer?>> handle)
    {
        // What the vendor does not have is no part of what is limited.
        if (!http.Request.Path.StartsWithSegments("/sandbox", StringComparison.Ordinal) && limit.Refuse() is { } retryAfter)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return RestErrors.TooMany;
        }

        if (world.Sessions.TryUse(Token(http), out var session))
        {
            SayExpiry(http, session);
        }

        return Refusal(http, session, access) ?? await handle(session);
    }

    private static async Task<RestAnswer?> AnswerAsync(
        HttpContext http, ApiSession? session, Func<RestRequest, RestAnswer> handle) =>
        await RestParameters.TryReadAsync(http.Request, http.RequestAborted) is { } parameters
            ? handle(new RestRequest(http, parameters, session))
            : RestErrors.MalformedBody;

    private static async Task WriteAsync(HttpContext http, RestAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status429TooManyRequests && http.Response.Headers.RetryAfter.Count == 0)
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
