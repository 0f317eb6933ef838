using System.Globalization;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Makes of a message what was asked for, by the same rules as arguments of commands.</summary>
internal static class AnswerParser
{
    /// <summary>To be called before anybody is asked.</summary>
    /// <exception cref="NotSupportedException">Nobody can answer with such a thing.</exception>
    public static void Check<T>(AskOptions<T> options)
    {
        if (options.Choices.Count == 0 && typeof(T) != typeof(MessageReceived) && Reader<T>.Found is null)
        {
            throw new NotSupportedException(
                $"Nobody can answer with a {typeof(T).Name}: ask for a string, a number, an enum or another parsable type.");
        }
    }

    /// <summary>False when the message holds no such thing.</summary>
    public static bool TryRead<T>(MessageReceived message, AskOptions<T> options, out T value)
        where T : notnull
    {
        var text = message.Text.Trim();
        if (options.Choices.Count > 0)
        {
            return TryChoose(text, options.Choices, out value);
        }

        object? read = message;
        var isRead = typeof(T) == typeof(MessageReceived) || (text.Length > 0 && Reader<T>.Found!.Read(text, out read));
        value = isRead ? (T)read! : default!;
        return isRead;
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

    private static class Reader<T>
    {
        public static ArgumentReader? Found { get; } = ArgumentReaders.Find(typeof(T));
    }
}
