using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Two messages that are in the history, and what changes them.</summary>
internal static class SavedMessages
{
    public const string First = "5f1a2b3c4d5e6f7081920a01";
    public const string Last = "5f1a2b3c4d5e6f7081920a02";

    public static string Edit(string to, string type, string id, string text, string parameters = "") =>
        $"<message to='{to}' type='{type}' id='c1'><body>{text}</body>"
        + $"<replace xmlns='urn:xmpp:message-correct:0' id='{id}' last='false'/><extraParams>{parameters}</extraParams></message>";

    public static string Delete(string to, string type, string id) =>
        $"<message to='{to}' type='{type}' id='c1'><remove xmlns='urn:xmpp:message-delete:0' id='{id}'/></message>";

    /// <summary>Writes them, waits until the reader has both, and returns the id of their dialog.</summary>
    public static async Task<string> WriteAsync(RawClient author, RawClient reader, string to, string type)
    {
        const string save = "<extraParams><save_to_history>1</save_to_history></extraParams>";
        await author.SendAsync($"<message to='{to}' type='{type}' id='{First}'><body>one</body>{save}</message>");
        await author.SendAsync($"<message to='{to}' type='{type}' id='{Last}'><body>two</body>{save}</message>");
        await author.ReadUntilQuietAsync();
        await reader.ReadUntilAsync("</message>");
        return (await reader.ReadUntilAsync("</message>")).Split("<dialog_id>")[1][..24];
    }

    public static async Task<(JsonArray Messages, JsonNode Dialog)> StateAsync(RestClient rest, string dialogId)
    {
        var messages = (await rest.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialogId}")).Body!["items"]!.AsArray();
        return (messages, Assert.Single((await rest.GetAsync($"/chat/Dialog?_id={dialogId}")).Body!["items"]!.AsArray())!);
    }
}
