using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotPlatform.TestKit.Scripted;

/// <summary>A stand-in for a language model's endpoint: it streams what a test says, by OpenAI's <c>chat/completions</c>.</summary>
public sealed class ChatEndpoint : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Func<JsonNode, IAsyncEnumerable<string>> _answer;

    private ChatEndpoint(Func<JsonNode, IAsyncEnumerable<string>> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.MapPost("/v1/chat/completions", (RequestDelegate)AnswerAsync);
    }

    /// <summary>Its base.</summary>
    public Uri Address => new($"{_web.Urls.Single()}/v1");

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<JsonNode> Asked { get; } = new();

    /// <summary>The <c>Authorization</c> of each request.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>How many tokens each answer is said to have used; null says nothing.</summary>
    public int? Tokens { get; set; }

    /// <summary>Why each answer ends; null ends it in the middle.</summary>
    public string? FinishReason { get; set; } = "stop";

    /// <summary>Starts one.</summary>
    /// <param name="answer">The parts of the answer to a request.</param>
    public static async Task<ChatEndpoint> StartAsync(Func<JsonNode, IAsyncEnumerable<string>> answer)
    {
        var endpoint = new ChatEndpoint(answer);
        await endpoint._web.StartAsync(TestTimeout.Token);
        return endpoint;
    }

    /// <summary>Starts one that answers with these parts, always.</summary>
    public static Task<ChatEndpoint> StartAsync(params string[] parts) => StartAsync(_ => PartsAsync(parts, TestTimeout.Token));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async IAsyncEnumerable<string> PartsAsync(
        string[] parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(part);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var asked = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        Asked.Enqueue(asked);
        Keys.Enqueue($"{http.Request.Headers.Authorization}");
        http.Response.ContentType = "text/event-stream";
        await foreach (var part in _answer(asked).WithCancellation(http.RequestAborted))
        {
            await WriteAsync(http, Choice(new JsonObject { ["content"] = part }, reason: null));
        }

        if (FinishReason is { } reason)
        {
            await WriteAsync(http, Choice([], reason));
            if (Tokens is { } tokens)
            {
                await WriteAsync(http, new JsonObject { ["choices"] = new JsonArray(), ["usage"] = new JsonObject { ["total_tokens"] = tokens } });
            }

            await http.Response.WriteAsync("data: [DONE]\n\n", http.RequestAborted);
        }
    }

    private static JsonObject Choice(JsonObject delta, string? reason) =>
        new() { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = reason }) };

    private static async Task WriteAsync(HttpContext http, JsonObject chunk)
    {
        await http.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
