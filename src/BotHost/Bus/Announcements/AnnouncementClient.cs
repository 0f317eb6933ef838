using System.Text.Json;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.Announcements;

/// <summary>Has requests about announcements answered over the bus, by whichever host is free.</summary>
internal sealed class AnnouncementClient(IBusControl bus, IOptions<RequestOptions> options)
{
    private static readonly Uri Address = new($"queue:{QueueNames.Announcements}");

    private readonly Lazy<IClientFactory> _clients = new(() => bus.CreateClientFactory());

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="RequestFailedException">It was refused, or there is no answer; then it may still be done.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var name = request.GetType().Name;
        var limit = LimitOf(request);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit); // while the broker is away, the library's own limit has not begun
        try
        {
            var client = _clients.Value.CreateRequestClient<IAnnouncementRequest>(Address, limit);
            var response = await client.GetResponse<AnnouncementReply>(request, patience.Token).WaitAsync(patience.Token);
            return response.Message.Answer is { } answer
                ? (TAnswer)MessageFormat.ReadPart(answer, typeof(TAnswer))
                : throw new RequestFailedException(
                    response.Message.Problem ?? $"{name}: it failed.", response.Message.Reason ?? RequestFailedException.NotConnected);
        }
        catch (Exception error) when (error is RequestTimeoutException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RequestFailures.TimedOut(name, limit, error);
        }
        catch (Exception error) when (error is RequestException or JsonException)
        {
            throw new RequestFailedException($"{name}: {error.Message}", RequestFailedException.NotConnected, error);
        }
    }

    // Who is in a large audience takes a while to find out.
    private TimeSpan LimitOf(IAnnouncementRequest request) =>
        request is PreviewAnnouncement ? options.Value.Timeout * 3 : options.Value.Timeout;
}
