using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Section 1: the 24 hex digits that name dialogs and messages; the first eight are a time in seconds since 1970.
/// </summary>
internal static class ObjectId
{
    private const int Length = 24;

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The id as the service writes it, in lower case; false when the text is none.</summary>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? id)
    {
        id = IsValid(text) ? text!.ToLowerInvariant() : null;
        return id is not null;
    }

    /// <summary>The same id for the same time and name, so that a command that is repeated is not a second message.</summary>
    public static string Create(DateTimeOffset time, string name)
    {
        var seconds = (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:x8}{Convert.ToHexStringLower(hash.AsSpan(0, 8))}");
    }
}
