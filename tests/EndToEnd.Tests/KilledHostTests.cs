using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Xunit.Abstractions;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The whole way there and back, while the host is killed again and again.</summary>
public sealed class KilledHostTests(ITestOutputHelper output)
{
    private const int Dialogs = 20;
    private const int Messages = 2_000;
    private const int Kills = 5;

    // How many messages may be unanswered, so that every process has something to do.
    private const int Lead = 300;

    [Fact]
    public async Task Every_message_is_answered_under_one_id_and_in_order_although_the_host_is_killed()
    {
        await using var sandbox = await RunningSandbox.StartAsync("--Sandbox:OfflineLimit=10000");
        await using var host = await RunningHost.StartAsync(
            [.. sandbox.HostSettings(sandbox.WebSocket), "--Storage:ConnectionString=Data Source=kept.db"]);
        await using var alice = await XmppClient.ConnectAsync(
            new XmppClientOptions
            {
                Server = sandbox.WebSocket,
                Host = "localhost",
                Credentials = XmppCredentials.Of("101-1", "alice-password"),
            },
            cancellationToken: TestTimeout.Token);
        await alice.PostAsync(new Presence(), TestTimeout.Token);
        var dialogs = await CreateDialogsAsync(sandbox);
        var killing = new KillSchedule(host, Kills, Messages);

        using var lead = new SemaphoreSlim(Lead);
        var sending = SendAsync(alice, dialogs, lead);
        var answers = new List<string>();
        var repeated = 0;
        try
        {
            repeated = await ReadAsync(alice, answers, lead, killing);
            await sending;
            await killing.EndAsync();
        }
        finally
        {
            output.WriteLine($"{killing}, {answers.Count} answers, {repeated} of them came twice under their id");
            output.WriteLine(host.Process.Output);
        }

        Assert.Equal(Kills, killing.Done);
        for (var dialog = 0; dialog < Dialogs; dialog++)
        {
            Assert.Equal(
                Enumerable.Range(0, Messages).Where(i => i % Dialogs == dialog).Select(Text),
                answers.Where(body => body.EndsWith($" in {dialog}", StringComparison.Ordinal)));
        }
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} in {number % Dialogs}");

    private static async Task<string[]> CreateDialogsAsync(RunningSandbox sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Api };
        var session = await PostAsync(http, "session", new JsonObject
        {
            ["application_id"] = 1,
            ["auth_key"] = "sandbox",
            ["user"] = new JsonObject { ["login"] = "alice", ["password"] = "alice-password" },
        });
        http.DefaultRequestHeaders.Add("CB-Token", (string)session["session"]!["token"]!);
        var ids = new string[Dialogs];
        for (var i = 0; i < Dialogs; i++)
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

    private static async Task SendAsync(XmppClient client, string[] dialogs, SemaphoreSlim lead)
    {
        for (var i = 0; i < Messages; i++)
        {
            await lead.WaitAsync(TestTimeout.Token);
            await client.SendAsync(
                new Message
                {
                    To = Jid.Parse($"1_{dialogs[i % Dialogs]}@muc.localhost"),
                    Type = MessageType.GroupChat,
                    Id = $"c0d{i:x21}",
                }.WithBody($"!echo {Text(i)}"),
                TestTimeout.Token);
        }
    }

    private static async Task<int> ReadAsync(
        XmppClient client, List<string> answers, SemaphoreSlim lead, KillSchedule killing)
    {
        var (ids, repeated) = (new HashSet<string>(StringComparer.Ordinal), 0);
        while (answers.Count < Messages)
        {
            var received = await client.Received.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Stanza is not Message { Body: { } body, From.Resource: "100" } answer)
            {
                continue;
            }

            if (!ids.Add(answer.Id!))
            {
                repeated++; // the network had it, the host had not heard that yet when it was killed
                continue;
            }

            answers.Add(body);
            lead.Release();
            killing.Answered(answers.Count);
        }

        return repeated;
    }
}
