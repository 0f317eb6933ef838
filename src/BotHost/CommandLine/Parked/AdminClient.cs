using System.Net;
using System.Text.Json;
using BotPlatform.BotHost.Admin;
using Microsoft.AspNetCore.Mvc;

namespace BotPlatform.BotHost.CommandLine.Parked;

/// <summary>Asks a running host over its administration interface.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly Uri _host;
    private readonly bool _hasKey;

    /// <param name="host">The host's web port.</param>
    /// <param name="key">Null for none.</param>
    public AdminClient(Uri host, string? key)
    {
        // A key goes to this host and to no other one: no redirect takes it along, and no proxy gets what stays on the machine.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !host.IsLoopback };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"{host.ToString().TrimEnd('/')}/admin/"), Timeout = Patience };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add(AdminKeys.Header, key);
        }

        (_host, _hasKey) = (host, key is not null);
    }

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        ReadAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        ReadAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Delete, path, null, cancellationToken)).Dispose();

    /// <summary>Begins to read an answer that goes on as long as somebody reads.</summary>
    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public async Task<StreamReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(method, path, body, cancellationToken);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                ?? throw new AdminException($"{_host} answers nothing that this program understands.");
        }
        catch (JsonException)
        {
            throw NoHost($"{_host} answers something else");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        HttpResponseMessage answer;
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
            {
                Content = body is null ? null : JsonContent.Create(body, options: Json),
            };
            answer = await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw NoHost($"{_host} does not answer ({error.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoHost($"{_host} has not answered within {Patience.TotalSeconds:0} s");
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw await RefusalAsync(answer, cancellationToken);
        }
    }

    private async Task<AdminException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (await ProblemOfAsync(answer, cancellationToken) is not { } sentence)
        {
            return NoHost($"{_host} answers {(int)answer.StatusCode}");
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized when _hasKey => new AdminException($"The key is wrong: {sentence}"),
            HttpStatusCode.Unauthorized => new AdminException(
                $"{_host} wants a key: set Admin__ApiKey in the environment, or give --key-file."),
            HttpStatusCode.NotFound or HttpStatusCode.Conflict => new AdminException(sentence, isAboutItem: true),
            _ => new AdminException(sentence),
        };
    }

    private static async Task<string?> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? (await answer.Content.ReadFromJsonAsync<ProblemDetails>(Json, cancellationToken))?.Detail
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AdminException NoHost(string what) => new($"{what}. Does a host run there? --host names another one.");
}
