using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Bus.RabbitMq.Requests;

namespace BotPlatform.BotHost.Bus;

/// <summary>Events and commands as they are kept and as they travel: UTF-8 JSON, and the name of their record.</summary>
internal static class MessageFormat
{
    /// <summary>How they are written; for what holds them.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // nobody puts it into a web page, and other scripts stay short
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Dictionary<string, Type> Types = Kinds.Events.Concat(Kinds.Commands).Concat(Kinds.Announcements)
        .Concat([typeof(AccountQuestion), typeof(AccountReply), typeof(AnnouncementReply)])
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>What the record of a message is called.</summary>
    public static string KindOf(object message) => message.GetType().Name;

    /// <exception cref="ArgumentException">It is no record of the contracts, or holds what JSON has no word for.</exception>
    public static byte[] Write(object message)
    {
        if (!Types.ContainsKey(KindOf(message)))
        {
            throw new ArgumentException($"{message.GetType()} is no event or command of the contracts.", nameof(message));
        }

        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new ArgumentException($"The {KindOf(message)} cannot be written: {error.Message}", nameof(message), error);
        }
    }

    /// <exception cref="JsonException">It is no such message, or one of a version that this program does not know.</exception>
    public static object Read(string kind, byte[] body) =>
        Types.TryGetValue(kind, out var type)
            ? JsonSerializer.Deserialize(body, type, Options) ?? throw new JsonException($"The {kind} is null.")
            : throw new JsonException($"There is no event or command called {kind}.");

    /// <summary>A record as a part of another one.</summary>
    public static JsonElement WritePart(object part) => JsonSerializer.SerializeToElement(part, part.GetType(), Options);

    /// <exception cref="JsonException">It is no such record.</exception>
    public static object ReadPart(JsonElement part, Type type) =>
        part.Deserialize(type, Options) ?? throw new JsonException($"The {type.Name} is null.");
}
