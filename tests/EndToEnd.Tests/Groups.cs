using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Groups of Alice and the bot, at a sandbox.</summary>
internal static class Groups
{
    /// <summary>Makes one, and returns its id.</summary>
    public static async Task<string> CreateAsync(RunningSandbox sandbox)
    {
        using var http = await LogInAsync(sandbox.Api);
        var dialog = await PostAsync(
            http, "chat/Dialog", new JsonObject { ["type"] = 2, ["name"] = "group", ["occupants_ids"] = new JsonArray(100) });
        return (string)dialog["_id"]!;
    }

    /// <summary>REST as Alice.</summary>
    public static async Task<HttpClient> LogInAsync(Uri api)
    {
        var http = new HttpClient { BaseAddress = api };
        var session = await PostAsync(http, "session", new JsonObject
        {
            ["application_id"] = 1,
            ["auth_key"] = "sandbox",
            ["user"] = new JsonObject { ["login"] = "alice", ["password"] = "alice-password" },
        });
        http.DefaultRequestHeaders.Add("CB-Token", (string)session["session"]!["token"]!);
        return http;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestTimeout.Token))!;
    }
}
