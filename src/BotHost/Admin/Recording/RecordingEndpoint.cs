using System.ComponentModel;
using BotPlatform.BotHost.Pipeline.Bots.Recording;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing.Recordings;

namespace BotPlatform.BotHost.Admin.Recording;

/// <summary><c>/admin/recording</c>: what bots do, as JSON Lines, for as long as somebody reads.</summary>
internal static class RecordingEndpoint
{
    private const string Lines = "application/jsonl";

    public static void MapRecording(this IEndpointRouteBuilder admin) => admin.MapGet("/recording", StreamAsync)
        .WithTags("Recording")
        .WithSummary("Tells as JSON Lines which events bots handle from now on, and what they do. Ends when the caller goes.")
        .Produces<string>(StatusCodes.Status200OK, Lines);

    private static async Task StreamAsync(
        [Description("Only what this account sees, by its id or as network/id.")] string? account,
        [Description("Only what happens in this dialog.")] string? dialog,
        Recorder recorder,
        IBotCatalog catalog,
        TimeProvider time,
        IHostApplicationLifetime host,
        HttpContext context)
    {
        using var listener = recorder.Listen(new RecordingFilter(account, dialog));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.ContentType = Lines;
        await WriteAsync(RecordingFormat.Header([.. catalog.Bots.Select(bot => bot.Name)], time.GetUtcNow()));
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            while (await listener.Handlings.WaitToReadAsync(ending.Token))
            {
                while (listener.Handlings.TryRead(out var handling))
                {
                    await WriteAsync(RecordingFormat.Write(handling));
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await WriteAsync(RecordingFormat.End("More happened than the reader could take."));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(RecordingFormat.End("The host has stopped."));
        }
        catch (OperationCanceledException)
        {
            // Whoever listened has gone.
        }

        Task WriteAsync(string line) => context.Response.WriteAsync($"{line}\n", context.RequestAborted);
    }
}
