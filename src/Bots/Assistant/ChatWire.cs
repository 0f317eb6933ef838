using System.Text.Json;
using Microsoft.Extensions.AI;

namespace BotPlatform.Bots.Assistant;

/// <summary>What goes to an endpoint's <c>chat/completions</c>, and what comes back.</summary>
internal static class ChatWire
{
    /// <summary>The request.</summary>
    public static object Request(IEnumerable<ChatMessage> messages, string model, ChatOptions? options) => new
    {
        model = options?.ModelId ?? model,
        messages = messages.Select(message => new { role = message.Role.Value, content = message.Text }).ToArray(),
        max_tokens = options?.MaxOutputTokens,
        temperature = options?.Temperature,
        stream = true,
        stream_options = new { include_usage = true },
    };

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
