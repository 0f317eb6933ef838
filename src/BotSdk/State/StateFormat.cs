using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BotPlatform.BotSdk.State;

/// <summary>Values as they are kept.</summary>
internal static class StateFormat
{
    /// <summary>How many bytes a value may have.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>How many characters a key may have.</summary>
    public const int MaxKeyLength = 100;

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // other scripts stay short
        IncludeFields = true, // tuples have nothing else
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Options remember types for good, and a plug-in that is replaced shall leave the memory.
    private static readonly ConditionalWeakTable<Type, JsonSerializerOptions> OptionsOfPlugins = [];

    /// <exception cref="StateException">It cannot be kept.</exception>
    public static StateValue Write<T>(StateAddress address, T value, DateTimeOffset? expiresAt)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, OptionsFor(typeof(T)));
            return json.Length <= MaxBytes ? new StateValue(Kind<T>.Version, json, expiresAt) : throw new StateException(
                $"The bot '{address.Bot}' wants to remember {json.Length} bytes under '{address.Key}', and {MaxBytes} is the limit: keep "
                + "less, or several values.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StateException(
                $"The bot '{address.Bot}' wants to remember a {typeof(T).Name} under '{address.Key}', which is no JSON: {error.Message}",
                error);
        }
    }

    /// <returns>False when it is not to be read, with the reason.</returns>
    /// <exception cref="StateException">A later version has written it, which this one cannot read and must not overwrite.</exception>
    public static bool TryRead<T>(StateValue kept, out T? value, out string? problem)
    {
        (value, problem) = (default, null);
        try
        {
            value = kept.Version == Kind<T>.Version
                ? JsonSerializer.Deserialize<T>(kept.Json, OptionsFor(typeof(T)))
                : Kind<T>.Migrate(kept.Version, JsonElement.Parse(kept.Json));
            if (value is null && kept.Version > Kind<T>.Version)
            {
                throw new StateException(
                    $"A {typeof(T).Name} was written by version {kept.Version}, and this is version {Kind<T>.Version}: a host with a later version of "
                    + $"the bot must handle this, or {nameof(IVersionedState<>.Migrate)} read it.");
            }

            problem = value is null ? $"version {kept.Version} wrote it, and this is version {Kind<T>.Version}" : null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            problem = $"it is no {typeof(T).Name}"; // the error would quote what people wrote
        }

        return problem is null;
    }

    public static JsonSerializerOptions OptionsFor(Type type) => type.IsCollectible
        ? OptionsOfPlugins.GetValue(type, _ => new JsonSerializerOptions(Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // options that are equal share what they remember
        })
        : Options;

    /// <summary>What is known of a type, looked up once.</summary>
    private static class Kind<T>
    {
        static Kind()
        {
            if (typeof(T).GetInterfaces().Contains(Versioned(typeof(T))))
            {
                var known = typeof(StateFormat).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(typeof(T)).Invoke(null, null)!;
                (Version, Migrate) = ((int, Func<int, JsonElement, T?>))known;
            }
        }

        public static int Version { get; }

        public static Func<int, JsonElement, T?> Migrate { get; } = (_, _) => default;

        private static Type? Versioned(Type type) => type.GetInterfaces().FirstOrDefault(one =>
            one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IVersionedState<>) && one.GenericTypeArguments[0] == type);
    }

    private static (int Version, Func<int, JsonElement, T?> Migrate) Of<T>()
        where T : IVersionedState<T> => (T.Version, T.Migrate);
}
