using System.Diagnostics.CodeAnalysis;

namespace BotPlatform.BotHost.Webhooks.Signing;

/// <summary>How the secret of a webhook is written: <c>whsec_</c> and base64, as Standard Webhooks has it.</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? key)
    {
        var buffer = new byte[text.Length];
        key = text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], buffer, out var length)
            && length is >= MinBytes and <= MaxBytes
                ? buffer[..length]
                : null;
        return key is not null;
    }
}
