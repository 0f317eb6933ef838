using System.Text.Json;
using Microsoft.Extensions.AI;

namespace BotPlatform.Bots.Assistant;

/// <summary>What goes to an endpoint's <c>chat/completions</c>, and what comes back.</summary>
internal static class ChatWire
{
    /// <summary>The request.</summary>
    /// <param name="messages">What was said so far.</param>
    /// <param name="model">Who answers where <paramref name="options"/> say nothing.</param>
    /// <param name="endpoint">Who is asked. OpenAI's later models refuse the name under which all others know the limit.</param>
    /// <param name="options">How it is answered.</param>
    public static object Request(IEnumerable<ChatMessage> messages, string model, Uri endpoint, ChatOptions? options)
    {
        var request = new Dictionary<string, object>
        {
            ["model"] = options?.ModelId ?? model,
            ["messages"] = messages.Select(message => new { role = message.Role.Value, content = message.Text }).ToArray(),
            ["stream"] = true,
            ["stream_options"] = new { include_usage = true },
        };
        if (options?.MaxOutputTokens is { } limit)
        {
            request[IsOpenAi(endpoint) ? "max_completion_tokens" : "max_tokens"] = limit;
        }

        if (options?.Temperature is { } temperature)
        {
            request["temperature"] = temperature;
        }

        return request;
    }

    /// <summary>A chunk of a streamed answer, or a whole answer of an endpoint that does not stream.</summary>
    /// <exception cref="ChatFailureException">It is none.</exception>
    public static ChatResponseUpdate Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new ChatFailureException(ChatFailureKind.Broken, "The endpoint says what is no chunk of an answer.", error);
        }
    }

    private static bool IsOpenAi(Uri endpoint) =>
        endpoint.Host is "api.openai.com" || endpoint.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase);

    private static ChatResponseUpdate Read(JsonElement chunk)
    {
        if (chunk.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw new ChatFailureException(ChatFailureKind.Broken, "The endpoint failed while it answered.");
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if (chunk.TryGetProperty("choices", out var choices) && choices.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } choice)
        {
            var part = choice.TryGetProperty("delta", out var delta) || choice.TryGetProperty("message", out delta) ? delta : default;
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("content", out var content)
                && content.ValueKind == JsonValueKind.String)
            {
                update.Contents.Add(new TextContent(content.GetString()));
            }

            update.FinishReason = choice.TryGetProperty("finish_reason", out var reason) && reason.GetString() is { } why
                ? new ChatFinishReason(why)
                : null;
        }

        if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty("total_tokens", out var tokens))
        {
            update.Contents.Add(new UsageContent(new UsageDetails { TotalTokenCount = tokens.GetInt64() }));
        }

        return update;
    }
}
