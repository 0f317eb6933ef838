using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace BotPlatform.Bots.Assistant;

/// <summary>
/// Speaks with any endpoint that offers OpenAI's <c>chat/completions</c>, streamed. Whatever goes wrong is a
/// <see cref="ChatFailureException"/>. Nothing is tried again, and what the endpoint says of an error is not repeated: it may hold the key.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    private const string Done = "[DONE]";

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _model;
    private readonly TimeProvider _time;

    /// <param name="endpoint">Its base, as <c>https://api.openai.com/v1/</c>.</param>
    /// <param name="key">Goes into the header of each request, and nowhere else.</param>
    /// <param name="model">The model that is asked where nobody says another.</param>
    /// <param name="time">For answers that say until when to wait.</param>
    public OpenAiChatClient(Uri endpoint, string key, string model, TimeProvider time)
    {
        // No redirects: what people wrote goes to the endpoint and nowhere else.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _address = new Uri(endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new Uri($"{endpoint.AbsoluteUri}/"), "chat/completions");
        _model = model;
        _time = time;
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var answer = await GuardAsync(() => PostAsync(messages, options, cancellationToken));
        var isStreamed = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        await using var parts = (isStreamed ? StreamedAsync(answer, cancellationToken) : WholeAsync(answer, cancellationToken))
            .GetAsyncEnumerator(cancellationToken);
        var isFinished = false;
        while (await GuardAsync(() => parts.MoveNextAsync().AsTask()) && parts.Current != Done)
        {
            var update = ChatWire.Read(parts.Current);
            isFinished |= update.FinishReason is not null;
            yield return update;
        }

        if (!isFinished)
        {
            throw new ChatFailureException(ChatFailureKind.Cut, "The endpoint stopped in the middle of an answer.");
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async IAsyncEnumerable<string> StreamedAsync(
        HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var line in ServerSentLines.ReadAsync(stream, cancellationToken))
        {
            yield return line;
        }
    }

    private static async IAsyncEnumerable<string> WholeAsync(
        HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await answer.Content.LoadIntoBufferAsync(1024 * 1024, cancellationToken);
        yield return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new ChatFailureException(ChatFailureKind.Broken, "The endpoint cannot be reached, or broke the connection.", error);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(ChatWire.Request(messages, _model, _address, options)),
        };
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var wait = answer.Headers.RetryAfter;
            throw new ChatFailureException(KindOf(answer.StatusCode), $"The endpoint answered with {(int)answer.StatusCode}.")
            {
                RetryAfter = wait?.Delta ?? wait?.Date - _time.GetUtcNow(),
            };
        }
    }

    private static ChatFailureKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ChatFailureKind.Busy,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ChatFailureKind.Refused,
        _ => ChatFailureKind.Broken,
    };
}
