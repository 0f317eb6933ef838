using System.Net;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.Contracts.Files;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Section 8: moves the content of files, to and from wherever the storage keeps it.</summary>
/// <remarks>The session's token goes to the service itself alone: the content is often with somebody else.</remarks>
internal sealed partial class FileTransfers(HttpClient http, ConnectyCubeOptions options, TimeProvider time, ILogger logger)
{
    private const int MaxRedirects = 5;

    private readonly RestRetries _retries = new(options.Rest, time, logger);

    public static ConnectyCubeException TooLarge(string verb, long limit, string setting) =>
        new($"The file is too large to {verb}: the limit is {limit} bytes (ConnectyCube:Rest:{setting}).") { IsTooLarge = true };

    public Uri AddressOf(RestCall call) => new(http.BaseAddress!, call.PathAndQuery);

    /// <summary>How large a file is that shall be uploaded.</summary>
    public long SizeOf(FileToSend file, Stream content)
    {
        var size = file.Size ?? (content.CanSeek
            ? content.Length - content.Position
            : throw new ArgumentException("The stream does not say how long it is: set Size.", nameof(file)));
        ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(file));
        return size <= options.Rest.MaxUploadBytes
            ? size
            : throw TooLarge("upload", options.Rest.MaxUploadBytes, nameof(RestOptions.MaxUploadBytes));
    }

    public async Task UploadAsync(
        UploadForm form, FileToSend file, Stream content, long size, IProgress<FileProgress>? progress,
        CancellationToken cancellationToken)
    {
        RefuseDowngrade(form.Target);
        using var deadline = new Deadline(options.RequestTimeout, time, cancellationToken);
        using var source = new SourceContent(content, size, bytes =>
        {
            deadline.Prolong();
            progress?.Report(new FileProgress(bytes, size));
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Target) { Content = form.ToContent(file, source) };
        var call = new RestCall(HttpMethod.Post, "(upload)");
        try
        {
            using var response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            LogMoved(call, (int)response.StatusCode, size);
            if (!response.IsSuccessStatusCode)
            {
                throw RestErrors.Read(call, response.StatusCode, default, RestErrors.RetryAfter(response.Headers, time));
            }
        }
        catch (Exception e) when (RestErrors.IsOfTransport(e, cancellationToken))
        {
            throw RestErrors.Translate(call, e, options);
        }
    }

    public Task<FileDownload> DownloadAsync(
        RestCall call, RestCaller caller, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        _retries.RunAsync(call, (_, ct) => OpenAsync(call, caller, progress, ct), cancellationToken);

    private async Task<FileDownload> OpenAsync(
        RestCall call, RestCaller caller, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        using var turn = await caller.EnterAsync(call, cancellationToken).ConfigureAwait(false);
        using var deadline = new Deadline(options.RequestTimeout, time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await FollowAsync(call, caller, deadline.Token).ConfigureAwait(false);
            LogMoved(call, (int)response.StatusCode, response.Content.Headers.ContentLength ?? -1);
            if (!response.IsSuccessStatusCode)
            {
                using var body = await AnswerBody.ReadAsync(
                    response.Content, RestClient.MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
                throw RestErrors.Read(call, response.StatusCode, body.Bytes, RestErrors.RetryAfter(response.Headers, time));
            }

            var (length, type) = (response.Content.Headers.ContentLength, response.Content.Headers.ContentType?.ToString());
            if (length > options.Rest.MaxDownloadBytes)
            {
                throw TooLarge("download", options.Rest.MaxDownloadBytes, nameof(RestOptions.MaxDownloadBytes));
            }

            var source = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            var content = new DownloadStream(call, response, source, options, time, progress);
            response = null;
            return new FileDownload(content, type, length);
        }
        catch (Exception e) when (RestErrors.IsOfTransport(e, cancellationToken))
        {
            throw RestErrors.Translate(call, e, options);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(RestCall call, RestCaller caller, CancellationToken cancellationToken)
    {
        var request = RestClient.ToRequest(call, caller);
        var address = AddressOf(call);
        for (var redirects = 0; ; redirects++)
        {
            HttpResponseMessage response;
            using (request)
            {
                response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            }

            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            address = new Uri(address, location);
            RefuseDowngrade(address);
            if (redirects == MaxRedirects)
            {
                throw new ConnectyCubeException($"ConnectyCube redirects {call} again and again.");
            }

            request = IsOurs(address)
                ? RestClient.ToRequest(call, caller)
                : new HttpRequestMessage(HttpMethod.Get, address);
            request.RequestUri = address;
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private bool IsOurs(Uri address) => Uri.Compare(
        address, http.BaseAddress, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private void RefuseDowngrade(Uri address)
    {
        if (address.Scheme is not ("http" or "https") || (http.BaseAddress!.Scheme == "https" && address.Scheme != "https"))
        {
            throw new ConnectyCubeException($"ConnectyCube keeps the file at {address.Host} without encryption; it is not moved.");
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Call} was answered with {Status} and has {Bytes} bytes of content.")]
    private partial void LogMoved(RestCall call, int status, long bytes);
}
