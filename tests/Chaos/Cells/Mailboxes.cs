using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>What the users of the sandbox to whom the bot writes have got.</summary>
internal static class Mailboxes
{
    private const int AtOnce = 8;
    private const int MaxPage = 100;

    /// <summary>The ids of all messages that the bot's direct dialogs hold, by the user that each is with.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> ReadAsync(Uri api)
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
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestTimeout.Token };
        await Parallel.ForAsync(0, dialogs.Count, together, async (i, _) =>
        {
            var items = await ItemsAsync(http, $"chat/Message?chat_dialog_id={dialogs[i].Id}&mark_as_read=0");
            messages[i] = [.. items.Select(message => (string)message!["_id"]!)];
        });
        return dialogs.Select((dialog, i) => (dialog.User, Messages: messages[i]))
            .ToDictionary(one => one.User, one => one.Messages, StringComparer.Ordinal);
    }

    private static async Task<JsonArray> ItemsAsync(HttpClient http, string path) =>
        (await http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative), TestTimeout.Token))!["items"]!.AsArray();
}
