using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>What the tests of messages do again and again with the vendor's client.</summary>
internal static class VendorScene
{
    /// <summary>Writes a message that is saved, and returns its id.</summary>
    public static async Task<string> SayAsync(this VendorClient client, JsonNode to, string body, JsonObject? extension = null)
    {
        extension ??= [];
        extension["save_to_history"] = 1;
        var type = to.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "chat" : "groupchat";
        var message = new JsonObject { ["type"] = type, ["body"] = body, ["extension"] = extension };
        return (string)(await client.CallAsync("chat.send", to, message))!;
    }

    /// <summary>Makes a group with these occupants, and returns its id.</summary>
    public static async Task<string> CreateGroupAsync(this VendorClient owner, params int[] occupants)
    {
        var dialog = await owner.CallAsync("chat.dialog.create", new JsonObject
        {
            ["type"] = 2,
            ["name"] = "Group",
            ["occupants_ids"] = new JsonArray([.. occupants.Select(id => JsonValue.Create(id))]),
        });
        return (string)dialog!["_id"]!;
    }

    /// <summary>Makes a dialog of a type, and returns its id.</summary>
    public static async Task<string> MakeAsync(this VendorClient owner, int type, string? name = null, int[]? occupants = null)
    {
        var dialog = await owner.CallAsync("chat.dialog.create", new JsonObject
        {
            ["type"] = type,
            ["name"] = name,
            ["occupants_ids"] = new JsonArray([.. (occupants ?? []).Select(id => JsonValue.Create(id))]),
        });
        return (string)dialog!["_id"]!;
    }

    /// <summary>Writes a message over REST, and returns its id.</summary>
    public static async Task<string> WriteAsync(this VendorClient client, string dialogId, string text, bool sendToChat = false)
    {
        var message = new JsonObject { ["chat_dialog_id"] = dialogId, ["message"] = text, ["send_to_chat"] = sendToChat ? 1 : 0 };
        return (string)(await client.CallAsync("chat.message.create", message))!["_id"]!;
    }

    /// <summary>The code with which a call is refused.</summary>
    public static async Task<int> ErrorAsync(this VendorClient client, string function, params JsonNode?[] arguments)
    {
        var error = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync(function, arguments));
        return (int)error.Reason!["code"]!;
    }

    /// <summary>The texts of the alerts that a user got, oldest first.</summary>
    public static async Task<IEnumerable<string>> AlertsAsync(this SandboxFixture fixture, int userId)
    {
        using var http = new HttpClient { BaseAddress = fixture.Sandbox.HttpUri };
        var alerts = JsonNode.Parse(await http.GetStringAsync($"/sandbox/alerts?user_id={userId}", TestTimeout.Token))!["items"]!;
        return alerts.AsArray().Select(alert => (string)alert!["text"]!);
    }

    /// <summary>The messages of a dialog, without marking them as read.</summary>
    public static async Task<JsonArray> HistoryAsync(this VendorClient client, string dialogId)
    {
        var history = await client.CallAsync(
            "chat.message.list", new JsonObject { ["chat_dialog_id"] = dialogId, ["mark_as_read"] = 0 });
        return history!["items"]!.AsArray();
    }

    /// <summary>A dialog as the client's user sees it.</summary>
    public static async Task<JsonNode> DialogAsync(this VendorClient client, string id)
    {
        var list = await client.CallAsync("chat.dialog.list", new JsonObject { ["_id"] = id });
        return Assert.Single(list!["items"]!.AsArray())!;
    }

    /// <summary>The code of the next refused message.</summary>
    public static async Task<int> NextErrorAsync(this VendorClient client) =>
        (int)(await client.NextAsync("error-message"))[1]!["code"]!;
}
