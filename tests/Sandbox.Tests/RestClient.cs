using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests;

/// <summary>An HTTP client with a session token.</summary>
internal sealed class RestClient(Uri api) : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new() { BaseAddress = api };

    public RestClient(SandboxServer sandbox)
        : this(sandbox.HttpUri)
    {
    }

    public string? Token { get; set; }

    public static Task<RestClient> SignInAsync(SandboxServer sandbox, string login) => SignInAsync(sandbox.HttpUri, login);

    public static async Task<RestClient> SignInAsync(Uri api, string login)
    {
        var client = new RestClient(api);
        var (status, body) = await client.PostAsync(
            "/session",
            $$$"""{"application_id":1,"auth_key":"sandbox","user":{"login":"{{{login}}}","password":"{{{login}}}-password"}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        client.Token = (string?)body!["session"]!["token"];
        return client;
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<(HttpStatusCode Status, JsonNode? Body)> PutAsync(string path, string json) =>
        SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>As the vendor's JavaScript client deletes: what it says more is a form.</summary>
    public Task<(HttpStatusCode Status, JsonNode? Body)> DeleteAsync(string path, string form = "") => SendAsync(
        HttpMethod.Delete, path, new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (header is { } extra)
        {
            request.Headers.Add(extra.Name, extra.Value);
        }

        using var response = await SendAsync(request);
        LastHeaders = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value));
        var text = await response.Content.ReadAsStringAsync(TestTimeout.Token);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Sends a request with the token, and returns whatever comes back.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Token is not null)
        {
            request.Headers.Add("CB-Token", Token);
        }

        return _http.SendAsync(request, TestTimeout.Token);
    }

    public IReadOnlyDictionary<string, string> LastHeaders { get; private set; } = new Dictionary<string, string>();

    /// <summary>The JSON without the escapes that HTML would need.</summary>
    public static string Text(JsonNode? json) => json?.ToJsonString(Relaxed) ?? "";

    /// <summary>Creates a group dialog and returns its id.</summary>
    public async Task<string> CreateGroupAsync(params int[] occupants)
    {
        var (status, body) = await PostAsync(
            "/chat/Dialog", $$"""{"type":2,"name":"team","occupants_ids":[{{string.Join(',', occupants)}}]}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }

    /// <summary>Creates a dialog and returns its id.</summary>
    public async Task<string> CreateDialogAsync(string json)
    {
        var (status, body) = await PostAsync("/chat/Dialog", json);
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }

    /// <summary>Writes a message into a dialog and returns its id.</summary>
    public async Task<string> WriteAsync(string dialogId, string text, string more = "")
    {
        var (status, body) = await PostAsync(
            "/chat/Message", $$"""{"chat_dialog_id":"{{dialogId}}","message":"{{text}}"{{more}}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }

    /// <summary>The dialog as this user sees it; null when it is not in the list.</summary>
    public async Task<JsonNode?> DialogAsync(string id) =>
        (await GetAsync($"/chat/Dialog?_id={id}")).Body!["items"]!.AsArray().SingleOrDefault();

    /// <summary>The texts of a dialog's messages; nobody has read them by that.</summary>
    public async Task<string> TextsAsync(string dialogId, string query = "")
    {
        var (status, body) = await GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialogId}{query}");
        return status == HttpStatusCode.OK
            ? string.Join(',', body!["items"]!.AsArray().Select(message => (string)message!["message"]!))
            : $"{(int)status}";
    }

    public void Dispose() => _http.Dispose();
}
