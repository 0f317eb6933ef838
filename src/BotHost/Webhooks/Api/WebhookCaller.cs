using System.Globalization;
using BotPlatform.BotHost.Webhooks.Signing;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Webhooks.Api;

/// <summary>Tells whether a request comes from the webhook that it names: who knows its secret has signed it, just now.</summary>
internal sealed class WebhookCaller(IOptions<WebhooksOptions> options, TimeProvider time)
{
    /// <summary>How far a time stamp may lie from now, in either direction.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, WebhookSigner> _signers = options.Value.All.ToDictionary(
        one => one.Key, one => new WebhookSigner(one.Value.AllSecrets), StringComparer.Ordinal);

    /// <returns>Why it is not from the webhook; null when it is.</returns>
    public string? WhyNot(string name, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var (id, timestamp, signatures) =
            (Given(headers, WebhookSigner.IdHeader), Given(headers, WebhookSigner.TimestampHeader), Given(headers, WebhookSigner.SignatureHeader));
        if (id.Length == 0 || timestamp.Length == 0 || signatures.Length == 0)
        {
            return $"The headers {WebhookSigner.IdHeader}, {WebhookSigner.TimestampHeader} and {WebhookSigner.SignatureHeader} are needed: "
                + "the request is signed with the secret of the webhook.";
        }

        // First the signature: who has none learns nothing of the clock.
        if (!_signers.TryGetValue(name, out var signer) || !signer.Fits(id, timestamp, body, signatures))
        {
            return "The signature was not made with a secret of this webhook, or not of this id, time stamp and body, or there is no such webhook.";
        }

        return !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Window.TotalSeconds
                ? $"The time stamp lies more than {Window.TotalMinutes} minutes from now: take the seconds since 1970, and sign each attempt anew."
                : null;
    }

    private static string Given(IHeaderDictionary headers, string name) => headers[name].ToString();
}
