using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>
/// Section 2.1: sends one call and reads its answer. Knows nothing of sessions; whatever goes wrong is a
/// <see cref="ConnectyCubeException"/>.
/// </summary>
internal sealed partial class RestClient(
    HttpClient http, IOptions<ConnectyCubeOptions> options, TimeProvider time, ILogger<RestClient> logger)
{
    /// <summary>More than any page of a list takes; an answer beyond it is not read.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly ConnectyCubeOptions _options = options.Value;

    /// <summary>Sends a call and reads a JSON answer.</summary>
    public async Task<T> SendAsync<T>(RestCall call, string? token, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class
    {
        var (status, body) = await ExchangeAsync(call, token, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, answer) ?? throw Unreadable(call, status, null);
        }
        catch (JsonException e)
        {
            throw Unreadable(call, status, e);
        }
    }

    /// <summary>Sends a call whose answer means nothing beyond its status.</summary>
    public async Task SendAsync(RestCall call, string? token, CancellationToken cancellationToken) =>
        await ExchangeAsync(call, token, cancellationToken).ConfigureAwait(false);

    private async Task<(HttpStatusCode Status, byte[] Body)> ExchangeAsync(
        RestCall call, string? token, CancellationToken cancellationToken)
    {
        using var request = ToRequest(call, token);
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            LogAnswered(call, (int)response.StatusCode, time.GetElapsedTime(started).TotalMilliseconds);
            return response.IsSuccessStatusCode
                ? (response.StatusCode, body)
                : throw RestErrors.Read(call, response.StatusCode, body, RetryAfter(response.Headers));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectyCubeException(
                $"ConnectyCube did not answer {call} within {_options.RequestTimeout.TotalSeconds:0.###} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ConnectyCubeException(
                $"ConnectyCube's REST service at {_options.ApiUrl} cannot be reached for {call}: {e.Message}", e);
        }
    }

    private static HttpRequestMessage ToRequest(RestCall call, string? token)
    {
        var request = new HttpRequestMessage(call.Method, call.PathAndQuery);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (token is not null && !request.Headers.TryAddWithoutValidation("CB-Token", token))
        {
            throw new ConnectyCubeException("The session token holds a character that no header can carry.");
        }

        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static ConnectyCubeException Unreadable(RestCall call, HttpStatusCode status, JsonException? error) =>
        new($"ConnectyCube answered {call} with {(int)status} and something that is not the JSON it promises.", error)
        {
            Status = status,
        };

    [LoggerMessage(LogLevel.Debug, "{Call} was answered with {Status} after {Milliseconds:0} ms.")]
    private partial void LogAnswered(RestCall call, int status, double milliseconds);
}
