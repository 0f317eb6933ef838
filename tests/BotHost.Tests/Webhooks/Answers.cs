using System.Text;
using Microsoft.AspNetCore.Http;

namespace BotPlatform.BotHost.Tests.Webhooks;

internal static class Answers
{
    public static Task TextAsync(this HttpContext context, string text) => context.WriteAsync("text/plain; charset=utf-8", text);

    public static Task JsonAsync(this HttpContext context, string json) => context.WriteAsync("application/json", json);

    public static Task WriteAsync(this HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    }

    public static Task StatusAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Never answers; ends when the caller or the server goes away.</summary>
    public static Task HangAsync(this HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(() => gone.TrySetResult());
        return gone.Task;
    }
}
