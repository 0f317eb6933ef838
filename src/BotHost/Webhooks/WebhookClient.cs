using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Authentication;
using BotPlatform.BotHost.Webhooks.Signing;
using BotPlatform.BotSdk;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>What a webhook has answered; an empty body for nothing.</summary>
/// <param name="MediaType">In any case; empty when it does not say.</param>
/// <param name="Body">Not longer than allowed.</param>
internal sealed record WebhookResponse(string MediaType, byte[] Body);

/// <summary>Asks one webhook over HTTP: within its time and size, and nobody else than it.</summary>
/// <param name="name">The name of the bot.</param>
/// <param name="options">Its settings.</param>
/// <param name="clients">Makes the client that <see cref="WebhookHttp"/> has set up for it.</param>
/// <param name="time">For its time limit and for time stamps.</param>
internal sealed class WebhookClient(string name, WebhookOptions options, IHttpClientFactory clients, TimeProvider time)
{
    private readonly Uri _url = new(options.Url);
    private readonly WebhookSigner _signer = new(options.AllSecrets);

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="id">Names the request; the same in each repetition.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebhookException">There is no answer, or one that refuses or is too long.</exception>
    /// <exception cref="RetryLaterException">The webhook says when to come again.</exception>
    public async Task<WebhookResponse> PostAsync(string id, byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(WebhookHttp.ClientOf(name));
            using var request = Sign(id, body);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            ThrowIfRefused(response);
            return await ReadAsync(response.Content, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Problem($"did not answer within {options.Timeout}");
        }
        catch (HttpRequestException error)
        {
            // Why a certificate is not accepted is said by the inner one alone.
            var cause = error.InnerException as AuthenticationException ?? (Exception)error;
            throw Problem($"cannot be reached: {cause.Message.TrimEnd('.')}", error);
        }
        catch (IOException error)
        {
            throw Problem($"broke off its answer: {error.Message.TrimEnd('.')}", error);
        }
    }

    /// <summary>An exception about this webhook, for its author.</summary>
    /// <param name="problem">What is wrong, to follow its name.</param>
    /// <param name="cause">What failed underneath, if anything.</param>
    public WebhookException Problem(string problem, Exception? cause = null) => new($"{Shown} {problem}.", cause);

    // Without its path, which may be as secret as a password.
    private string Shown => $"The webhook {name} at {_url.GetLeftPart(UriPartial.Authority)}";

    private HttpRequestMessage Sign(string id, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        return new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8") },
            },
            Headers =
            {
                { WebhookSigner.IdHeader, id },
                { WebhookSigner.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture) },
                { WebhookSigner.SignatureHeader, _signer.Sign(id, timestamp, body) },
                { "Accept", $"{MediaTypeNames.Application.Json}, {MediaTypeNames.Text.Plain}" },
                { "User-Agent", "BotPlatform" },
            },
        };
    }

    private void ThrowIfRefused(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var status = $"{(int)response.StatusCode} ({response.StatusCode})";
        if (response.StatusCode is >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest)
        {
            throw Problem($"answered {status}, which leads to another address: that is not followed, so set Webhooks:{name}:Url to it");
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            && (response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow()) is { } after)
        {
            throw new RetryLaterException($"{Shown} answered {status}, and wants to be asked again in {after.TotalSeconds:0} s.", after);
        }

        throw Problem($"answered {status}");
    }

    private async Task<WebhookResponse> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var tooLong = $"answered with more than {options.MaxResponseBytes} bytes (Webhooks:{name}:MaxResponseBytes)";
        if (content.Headers.ContentLength > options.MaxResponseBytes)
        {
            throw Problem(tooLong);
        }

        if (content.Headers.ContentEncoding.Count > 0)
        {
            throw Problem("answered with a compressed body, for which nobody has asked");
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + count > options.MaxResponseBytes)
            {
                throw Problem(tooLong); // the rest is not read: leaving closes the connection
            }

            body.Write(buffer, 0, count);
        }

        return new WebhookResponse(MediaTypeOf(content), body.ToArray());
    }

    private string MediaTypeOf(HttpContent content)
    {
        var type = content.Headers.ContentType;
        return type?.CharSet?.Trim('"') is { Length: > 0 } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
                ? throw Problem($"answered in {StrictJson.Shown(charset)}: use UTF-8")
                : type?.MediaType ?? "";
    }
}
