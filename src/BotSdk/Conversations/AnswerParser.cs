using System.Globalization;
using System.Reflection;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Makes of a message what was asked for.</summary>
internal static class AnswerParser
{
    /// <summary>False when the message holds no such thing.</summary>
    /// <exception cref="NotSupportedException">No message can hold it.</exception>
    public static bool TryRead<T>(MessageReceived message, AskOptions<T> options, out T value)
        where T : notnull
    {
        if (options.Choices.Count > 0)
        {
            return TryChoose(message.Text.Trim(), options.Choices, out value);
        }

        var read = typeof(T) == typeof(MessageReceived) ? message : Parser<T>.TryParse(message.Text.Trim());
        value = read is null ? default! : (T)read;
        return read is not null;
    }

    /// <summary>A value as people write it.</summary>
    public static string Show<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static bool TryChoose<T>(string text, IReadOnlyList<T> choices, out T value)
    {
        var index = choices.Select(Show).ToList().FindIndex(one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && int.TryParse(text.TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            index = number - 1;
        }

        var isThere = index >= 0 && index < choices.Count;
        value = isThere ? choices[index] : default!;
        return isThere;
    }

    private static string? ParseText(string text) => text.Length > 0 ? text : null;

    private static object? ParseEnum<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static object? Parse<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static class Parser<T>
    {
        public static Func<string, object?> TryParse { get; } =
            typeof(T) == typeof(string) ? ParseText
            : typeof(T).IsEnum ? Make(nameof(ParseEnum))
            : typeof(T).GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>))
                ? Make(nameof(Parse))
                : _ => throw new NotSupportedException(
                    $"Nobody can answer with a {typeof(T).Name}: ask for a string, a number, an enum or another parsable type.");

        private static Func<string, object?> Make(string method) => typeof(AnswerParser)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(T))
            .CreateDelegate<Func<string, object?>>();
    }
}
