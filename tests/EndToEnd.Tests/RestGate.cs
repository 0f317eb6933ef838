using System.Net.Http.Headers;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Stands before a REST service, lets so many pages of messages through, and keeps whoever asks for the next one waiting.</summary>
internal sealed class RestGate : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ScriptedHttpServer _server;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pages;

    public RestGate(Uri service, int pages)
    {
        _http = new HttpClient { BaseAddress = service };
        _pages = pages;
        _server = new ScriptedHttpServer(AnswerAsync);
    }

    /// <summary>Where clients connect.</summary>
    public Uri Address => _server.Address;

    /// <summary>Done when somebody waits.</summary>
    public Task Reached => _reached.Task.WaitAsync(TestTimeout.Limit);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task<HttpAnswer> AnswerAsync(HttpAsked asked, CancellationToken cancellationToken)
    {
        if (asked.Line.Contains("sort_asc=date_sent", StringComparison.Ordinal) && Interlocked.Decrement(ref _pages) < 0)
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var line = asked.Line.Split(' ', 2);
        using var request = new HttpRequestMessage(new HttpMethod(line[0]), line[1]);
        if (asked.Header("CB-Token") is { } token)
        {
            request.Headers.Add("CB-Token", token);
        }

        if (asked.Header("Content-Type") is { } type)
        {
            request.Content = new ByteArrayContent(asked.Bytes);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var answer = await _http.SendAsync(request, cancellationToken);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
