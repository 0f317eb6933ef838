using System.Text.Json;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotSdk;

namespace BotPlatform.BotHost.Admin;

/// <summary>Gives every error of the administration a problem document with a sentence.</summary>
internal sealed class AdminErrors(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, ContentType: null } && SentenceOf(context) is { } sentence)
            {
                await WriteAsync(context, context.Response.StatusCode, sentence);
            }
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(
                context, error.StatusCode, error.InnerException is JsonException json ? $"{error.Message} {json.Message}" : error.Message);
        }
        catch (StorageException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, error.Message);
        }
        catch (RequestFailedException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, StatusOf(error), error.Message);
        }
    }

    private static int StatusOf(RequestFailedException error) => error.Reason switch
    {
        AnnouncementRefusals.NotFound => StatusCodes.Status404NotFound,
        AnnouncementRefusals.Conflict => StatusCodes.Status409Conflict,
        AnnouncementRefusals.Invalid => StatusCodes.Status400BadRequest,
        AnnouncementRefusals.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static string? SentenceOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "There is nothing here: /openapi/v1.json says what there is.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not offered here: /openapi/v1.json says what is.",
        StatusCodes.Status415UnsupportedMediaType => "The body has to be JSON, with Content-Type: application/json.",
        >= 400 => "The request cannot be understood: /openapi/v1.json says how it looks.",
        _ => null,
    };

    private static Task WriteAsync(HttpContext context, int status, string sentence) =>
        TypedResults.Problem(sentence, statusCode: status).ExecuteAsync(context);
}
