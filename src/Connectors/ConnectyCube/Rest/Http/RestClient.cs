using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>
/// Section 2.1: sends one call, again when that may help, and reads its answer. Knows nothing of sessions; whatever goes wrong is
/// a <see cref="ConnectyCubeException"/>.
/// </summary>
internal sealed partial class RestClient(
    HttpClient http, IOptions<ConnectyCubeOptions> options, TimeProvider time, ILogger<RestClient> logger)
{
    /// <summary>More than any page of a list takes; an answer beyond it is not read.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly ConnectyCubeOptions _options = options.Value;
    private readonly RestRetries _retries = new(options.Value.Rest, time, logger);

    /// <summary>Moves files over the same connections.</summary>
    public FileTransfers Transfers { get; } = new(http, options.Value, time, logger);

    /// <summary>The application's key. A secret.</summary>
    public string AuthKey => _options.AuthKey;

    /// <summary>Sends a call and reads a JSON answer.</summary>
    public Task<T> SendAsync<T>(RestCall call, RestCaller caller, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(
            call, caller, answer => JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("It is null."), cancellationToken);

    /// <summary>Sends a call whose answer the caller reads; a <see cref="JsonException"/> says that it is rubbish.</summary>
    public Task<T> SendAsync<T>(RestCall call, RestCaller caller, AnswerReader<T> read, CancellationToken cancellationToken) =>
        _retries.RunAsync(call, (mayBeDone, ct) => ExchangeAsync(call, caller, read, mayBeDone, ct), cancellationToken);

    /// <summary>Sends a call whose answer means nothing beyond its status.</summary>
    public Task SendAsync(RestCall call, RestCaller caller, CancellationToken cancellationToken) =>
        SendAsync(call, caller, _ => true, cancellationToken);

    /// <summary>The request of a call, without the limits of time and size that are this class's.</summary>
    public static HttpRequestMessage ToRequest(RestCall call, RestCaller caller)
    {
        var request = new HttpRequestMessage(call.Method, call.PathAndQuery);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }

        AddSecret(request, "CB-Token", caller.Token);
        AddSecret(request, "CB-AuthKey", caller.AuthKey);
        return request;
    }

    private async Task<T> ExchangeAsync<T>(
        RestCall call, RestCaller caller, AnswerReader<T> read, bool mayBeDone, CancellationToken cancellationToken)
    {
        using var turn = await caller.EnterAsync(call, cancellationToken).ConfigureAwait(false);
        using var request = ToRequest(call, caller);
        using var deadline = new Deadline(_options.RequestTimeout, time, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            using var response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            using var body = await AnswerBody.ReadAsync(response.Content, MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
            LogAnswered(call, (int)response.StatusCode, body.Bytes.Length, time.GetElapsedTime(started).TotalMilliseconds);
            if (mayBeDone && call.LeavesNothing && response.StatusCode == HttpStatusCode.NotFound)
            {
                return Read(call, new RestAnswer(HttpStatusCode.NoContent, default, mayBeDone), read);
            }

            return response.IsSuccessStatusCode
                ? Read(call, new RestAnswer(response.StatusCode, body.Bytes.Span, mayBeDone), read)
                : throw RestErrors.Read(call, response.StatusCode, body.Bytes, RestErrors.RetryAfter(response.Headers, time));
        }
        catch (Exception e) when (RestErrors.IsOfTransport(e, cancellationToken))
        {
            throw RestErrors.Translate(call, e, _options);
        }
    }

    private static T Read<T>(RestCall call, RestAnswer answer, AnswerReader<T> read)
    {
        try
        {
            return read(answer);
        }
        catch (JsonException e)
        {
            throw RestErrors.Unreadable(call, answer.Status, e);
        }
    }

    private static void AddSecret(HttpRequestMessage request, string name, string? secret)
    {
        if (secret is not null && !request.Headers.TryAddWithoutValidation(name, secret))
        {
            throw new ConnectyCubeException($"What shall go into the header {name} holds a character that no header can carry.");
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Call} was answered with {Status} and {Bytes} bytes after {Milliseconds:0} ms.")]
    private partial void LogAnswered(RestCall call, int status, int bytes, double milliseconds);
}
