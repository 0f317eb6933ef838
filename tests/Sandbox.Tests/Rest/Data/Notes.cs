using System.Net;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest.Data;

/// <summary>A class of custom objects with a field of every kind.</summary>
internal static class Notes
{
    public static Task<SandboxServer> StartAsync() => TestSandbox.StartAsync(o => o.CustomClasses["Notes"] =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = "string",
            ["level"] = "integer",
            ["weight"] = "float",
            ["done"] = "boolean",
            ["tags"] = "string[]",
            ["marks"] = "integer[]",
        });

    /// <summary>Makes a note and returns its id.</summary>
    public static async Task<string> NoteAsync(this RestClient client, string json)
    {
        var (status, body) = await client.PostAsync("/data/Notes", json);
        Assert.Equal(HttpStatusCode.Created, status);
        return (string)body!["_id"]!;
    }

    /// <summary>The note as it is now.</summary>
    public static async Task<JsonNode> ReadNoteAsync(this RestClient client, string id) =>
        Assert.Single((await client.GetAsync($"/data/Notes/{id}")).Body!["items"]!.AsArray())!;

    /// <summary>The names of a list's notes, one after the other.</summary>
    public static string Names(JsonNode? list) => string.Concat(list!["items"]!.AsArray().Select(item => (string)item!["name"]!));

    /// <summary>The fields that a refused request was refused for.</summary>
    public static IEnumerable<string> Wrong(JsonNode? body) => body!["errors"]!.AsObject().Select(error => error.Key);
}
