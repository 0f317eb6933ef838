using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BotPlatform.TestKit;

/// <summary>Many users of a sandbox, who only receive.</summary>
public static class SandboxUsers
{
    private const int AtOnce = 8;

    /// <summary>Signs so many up.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<string[]> SignUpAsync(Uri api, int count)
    {
        using var http = new HttpClient { BaseAddress = api };
        http.DefaultRequestHeaders.Add("CB-AuthKey", "sandbox");
        var ids = new string[count];
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestTimeout.Token };
        await Parallel.ForAsync(0, count, together, async (i, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["user"] = new JsonObject { ["login"] = $"recipient{i}", ["password"] = "recipient-password" },
            };
            using var answer = await http.PostAsJsonAsync(new Uri("users", UriKind.Relative), body, cancellationToken);
            var user = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["user"]!;
            ids[i] = ((int)user["id"]!).ToString(CultureInfo.InvariantCulture);
        });
        return ids;
    }
}
