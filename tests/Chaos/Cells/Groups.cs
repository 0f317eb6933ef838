using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>Makes the group dialogs of a conversation at the sandbox.</summary>
internal static class Groups
{
    /// <summary>So many groups of Alice's to which the bot belongs.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<string[]> CreateAsync(Uri api, int count)
    {
        using var http = new HttpClient { BaseAddress = api };
        var session = await PostAsync(http, "session", new JsonObject
        {
            ["application_id"] = 1,
            ["auth_key"] = "sandbox",
            ["user"] = new JsonObject { ["login"] = "alice", ["password"] = "alice-password" },
        });
        http.DefaultRequestHeaders.Add("CB-Token", (string)session["session"]!["token"]!);
        var ids = new string[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = (string)(await PostAsync(http, "chat/Dialog", new JsonObject
            {
                ["type"] = 2,
                ["name"] = $"group {i}",
                ["occupants_ids"] = new JsonArray(100),
            }))["_id"]!;
        }

        return ids;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestTimeout.Token))!;
    }
}
