using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using MassTransit;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Answers what the bus brings. What nobody waits for is done as soon as the database is there.</summary>
internal sealed partial class AnnouncementConsumer(AnnouncementDesk desk, TimeProvider time, ILogger<AnnouncementConsumer> logger)
    : IConsumer<IAnnouncementRequest>
{
    private readonly Outage _outage = new("Requests about announcements", "be carried out", time, logger);

    public async Task Consume(ConsumeContext<IAnnouncementRequest> context)
    {
        if (context.ResponseAddress is not null)
        {
            await context.RespondAsync(await AnswerAsync(context.Message, context.CancellationToken));
            return;
        }

        var reply = await _outage.OutlastAsync(token => TellAsync(context.Message, token), context.CancellationToken);
        if (reply.Problem is { } problem)
        {
            LogRefused(context.Message.GetType().Name, problem);
        }
    }

    private async Task<AnnouncementReply> AnswerAsync(IAnnouncementRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await TellAsync(request, cancellationToken);
        }
        catch (StorageException error)
        {
            return new AnnouncementReply { Problem = error.Message, Reason = RequestFailedException.NotConnected };
        }
    }

    private async Task<AnnouncementReply> TellAsync(IAnnouncementRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new AnnouncementReply { Answer = MessageFormat.WritePart(await desk.AnswerAsync(request, cancellationToken)) };
        }
        catch (RequestFailedException error)
        {
            return new AnnouncementReply { Problem = error.Message, Reason = error.Reason };
        }
        catch (Exception error) when (error is not StorageException and not OperationCanceledException)
        {
            LogFailed(error, request.GetType().Name);
            return new AnnouncementReply
            {
                Problem = $"{request.GetType().Name}: the host failed: {error.Message}",
                Reason = RequestFailedException.NotConnected,
            };
        }
    }

    [LoggerMessage(LogLevel.Warning, "A {Kind} that came over the broker is refused: {Problem}")]
    private partial void LogRefused(string kind, string problem);

    [LoggerMessage(LogLevel.Error, "A {Kind} failed.")]
    private partial void LogFailed(Exception error, string kind);
}
