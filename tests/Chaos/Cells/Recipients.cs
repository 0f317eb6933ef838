using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>Many users of the sandbox who only receive.</summary>
internal static class Recipients
{
    private const int AtOnce = 8;
    private const int MaxPage = 100;

    /// <summary>Signs so many users up.</summary>
    /// <returns>Their ids.</returns>
    public static async Task<string[]> CreateAsync(Uri api, int count)
    {
        using var http = new HttpClient { BaseAddress = api };
        http.DefaultRequestHeaders.Add("CB-AuthKey", "sandbox");
        var ids = new string[count];
        await EachAsync(count, async i =>
        {
            var body = new JsonObject
            {
                ["user"] = new JsonObject { ["login"] = $"recipient{i}", ["password"] = "recipient-password" },
            };
            using var answer = await http.PostAsJsonAsync(new Uri("users", UriKind.Relative), body, TestTimeout.Token);
            var user = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(TestTimeout.Token))!["user"]!;
            ids[i] = ((int)user["id"]!).ToString(CultureInfo.InvariantCulture);
        });
        return ids;
    }

    /// <summary>The ids of all messages that the bot's direct dialogs hold, by the user that each is with.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> MessagesAsync(Uri api)
    {
        using var http = new HttpClient { BaseAddress = api };
        var session = await http.PostAsJsonAsync(
            new Uri("session", UriKind.Relative),
            new JsonObject
            {
                ["application_id"] = 1,
                ["auth_key"] = "sandbox",
                ["user"] = new JsonObject { ["login"] = "bot", ["password"] = "bot-password" },
            },
            TestTimeout.Token);
        var token = (await session.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(TestTimeout.Token))!["session"]!["token"]!;
        http.DefaultRequestHeaders.Add("CB-Token", (string)token!);

        var dialogs = new List<(string Id, string User)>();
        for (var page = MaxPage; page == MaxPage;)
        {
            var items = await ItemsAsync(http, $"chat/Dialog?type=3&limit={MaxPage}&skip={dialogs.Count}");
            page = items.Count;
            dialogs.AddRange(items.Select(dialog => (
                (string)dialog!["_id"]!,
                dialog["occupants_ids"]!.AsArray().Select(id => ((int)id!).ToString(CultureInfo.InvariantCulture)).Single(id => id != "100"))));
        }

        var messages = new string[dialogs.Count][];
        await EachAsync(dialogs.Count, async i =>
        {
            var items = await ItemsAsync(http, $"chat/Message?chat_dialog_id={dialogs[i].Id}&mark_as_read=0");
            messages[i] = [.. items.Select(message => (string)message!["_id"]!)];
        });
        return dialogs.Select((dialog, i) => (dialog.User, Messages: messages[i]))
            .ToDictionary(one => one.User, one => one.Messages, StringComparer.Ordinal);
    }

    private static async Task<JsonArray> ItemsAsync(HttpClient http, string path) =>
        (await http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), TestTimeout.Token))!["items"]!.AsArray();

    private static Task EachAsync(int count, Func<int, Task> act) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestTimeout.Token }, async (i, _) => await act(i));
}
