// snippet:files
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Sends a text file back with its lines numbered. It can do that only where the network has files.</summary>
public sealed class LineBot : IHandle<MessageReceived>
{
    /// <inheritdoc />
    public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        if (message.Attachments is [{ ContentType: "text/plain" } file] && context.Find<IFiles>() is { } files)
        {
            var numbered = await NumberAsync(files, file, cancellationToken);
            var upload = new FileToSend { Name = $"numbered {file.Name}", ContentType = "text/plain" };
            var attachment = await files.UploadAsync(upload, numbered, cancellationToken);
            await context.ReplyAsync(message, "", new MessageOptions { Attachments = [attachment] }, cancellationToken);
        }
    }

    private static async Task<Stream> NumberAsync(IFiles files, Attachment file, CancellationToken cancellationToken)
    {
        var numbered = new MemoryStream();
        using var reader = new StreamReader(await files.OpenAsync(file, cancellationToken));
        await using var writer = new StreamWriter(numbered, leaveOpen: true);
        for (var number = 1; number <= 10_000 && await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            await writer.WriteLineAsync($"{number}: {line}");
        }

        await writer.FlushAsync(cancellationToken);
        numbered.Position = 0;
        return numbered;
    }
}
// end
