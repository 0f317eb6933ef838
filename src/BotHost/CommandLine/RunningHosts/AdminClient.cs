using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotHost.Admin;
using BotPlatform.BotHost.Admin.Announcements;
using Microsoft.AspNetCore.Mvc;

namespace BotPlatform.BotHost.CommandLine.RunningHosts;

/// <summary>Asks a running host over its administration interface.</summary>
internal sealed class AdminClient : IDisposable
{
    /// <summary>The exit code when what was asked for is not there, or was refused.</summary>
    public const int Refused = 1;

    /// <summary>The exit code when no host could be asked.</summary>
    public const int NoHost = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
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
        _http.DefaultRequestHeaders.Add(HttpRequester.Header, HttpRequester.OfTerminal(Environment.UserName));
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add(AdminKeys.Header, key);
        }

        (_host, _hasKey) = (host, key is not null);
    }

    /// <summary>Asks a host from this terminal, from the question to the exit code.</summary>
    /// <param name="host">The host's web port.</param>
    /// <param name="keyFile">Holds the key; null for the environment.</param>
    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    /// <param name="act">Asks; returns the exit code.</param>
    public static async Task<int> RunAsync(Uri host, FileInfo? keyFile, string[] settings, Func<AdminClient, Task<int>> act)
    {
        try
        {
            var key = AdminKey.Find(keyFile, settings);
            if (key is not null && host is { Scheme: "http", IsLoopback: false })
            {
                await Console.Error.WriteLineAsync($"The key goes to {host} in clear text: better is https, or a tunnel to the machine.");
            }

            using var client = new AdminClient(host, key);
            return await act(client);
        }
        catch (AdminException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.IsAboutItem ? Refused : NoHost;
        }
    }

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        ReadAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        ReadAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public Task<T> PutAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        ReadAsync<T>(HttpMethod.Put, path, body, cancellationToken);

    /// <summary>For what is answered with nothing.</summary>
    /// <exception cref="AdminException">The host does not answer, or refuses.</exception>
    public async Task PostAsync(string path, object body, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, path, body, cancellationToken)).Dispose();

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
            throw Away($"{_host} answers something else");
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
            throw Away($"{_host} does not answer ({error.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away($"{_host} has not answered within {Patience.TotalSeconds:0} s");
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
            return Away($"{_host} answers {(int)answer.StatusCode}");
        }

        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized when _hasKey => new AdminException($"The key is wrong: {sentence}"),
            HttpStatusCode.Unauthorized => new AdminException(
                $"{_host} wants a key: set Admin__ApiKey in the environment, or give --key-file."),
            HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.BadRequest => new AdminException(sentence, isAboutItem: true),
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

    private static AdminException Away(string what) => new($"{what}. Does a host run there? --host names another one.");
}
