using System.Text;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest;

/// <summary>Every call of sections 5 and 6 refuses the same things in the same way, changes nothing by that, and lives on.</summary>
public sealed class BadRequestTests
{
    private const string Unknown = "5f00000000000000000000ff";
    private const string Forbidden = """{"errors":["You don't have appropriate permissions to perform this operation"]}""";
    private const string NotFound = """{"errors":["The resource wasn't found"]}""";

    private static readonly (string Method, string Path, string Body)[] OfADialog =
    [
        ("PUT", "/chat/Dialog/{0}", """{"name":"changed"}"""),
        ("PUT", "/chat/Dialog/{0}/admins", """{"push_all":{"admins_ids":[102]}}"""),
        ("PUT", "/chat/Dialog/{0}/notifications", """{"enabled":0}"""),
        ("GET", "/chat/Dialog/{0}/notifications", ""),
        ("GET", "/chat/Dialog/{0}/occupants", ""),
        ("POST", "/chat/Dialog/{0}/subscribe", ""),
        ("DELETE", "/chat/Dialog/{0}/subscribe", ""),
        ("DELETE", "/chat/Dialog/{0}", ""),
        ("DELETE", "/chat/Dialog/{0}?force=1", ""),
        ("DELETE", "/chat/Dialog/clearHistory/{0}", ""),
        ("DELETE", "/chat/Dialog/clearHistory/{0}?force=1", ""),
        ("GET", "/chat/Message?chat_dialog_id={0}", ""),
        ("GET", "/chat/Message?chat_dialog_id={0}&preview=1", ""),
        ("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":"new","send_to_chat":1}"""),
        ("PUT", "/chat/Message", """{"chat_dialog_id":"{0}","read":1}"""),
        ("PUT", "/chat/Message/{1}", """{"chat_dialog_id":"{0}","read":1}"""),
        ("DELETE", "/chat/Message/{1}", ""),
        ("DELETE", "/chat/Message/{1}?force=1", ""),
        ("GET", "/chat/Message/{1}/reactions", ""),
        ("PUT", "/chat/Message/{1}/reactions", """{"add":"👍"}"""),
    ];

    private static readonly (string Method, string Path, string Body)[] OfNone =
    [
        ("GET", "/chat/Dialog", ""),
        ("POST", "/chat/Dialog", """{"type":3,"occupants_ids":[104]}"""),
        ("GET", "/chat/Message/unread", ""),
        ("POST", "/chat/Message/system", """{"recipientId":102,"a":"b"}"""),
        ("GET", "/chat/search?search_text=pizza", ""),
    ];

    /// <summary>The calls about a dialog {0} or a message {1}, with a body that is right for whoever may.</summary>
    public static TheoryData<string, string, string> Calls { get; } = DataOf(OfADialog);

    /// <summary>Those, and the ones that are about no dialog.</summary>
    public static TheoryData<string, string, string> AllCalls { get; } = DataOf([.. OfADialog, .. OfNone]);

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Without_a_users_session_there_is_nothing_to_be_had(string method, string path, string body)
    {
        await using var scene = await SceneAsync();
        using var guest = new RestClient(scene.Sandbox);

        var without = await CallAsync(guest, method, path, body, scene.Dialog, scene.Message);
        guest.Token = "0123456789abcdef0123456789abcdef01234567";
        var wrong = await CallAsync(guest, method, path, body, scene.Dialog, scene.Message);
        guest.Token = "' OR 1=1 --";
        var strange = await CallAsync(guest, method, path, body, scene.Dialog, scene.Message);
        guest.Token = null;
        var (_, session) = await guest.PostAsync("/session", """{"application_id":1,"auth_key":"sandbox"}""");
        guest.Token = (string?)session!["session"]!["token"];
        var ofTheApplication = await CallAsync(guest, method, path, body, scene.Dialog, scene.Message);

        Assert.Equal((401, """{"errors":["Token is required"]}"""), without);
        Assert.Equal((401, """{"errors":{"base":["Required session does not exist"]}}"""), wrong);
        Assert.Equal(wrong, strange);
        Assert.Equal((403, """{"errors":{"base":["Forbidden. Need user."]}}"""), ofTheApplication);
        await scene.AssertUnchangedAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_stranger_is_refused(string method, string path, string body)
    {
        await using var scene = await SceneAsync();
        using var dave = await RestClient.SignInAsync(scene.Sandbox, "dave");

        var answer = await CallAsync(dave, method, path, body, scene.Dialog, scene.Message);

        Assert.Equal((403, Forbidden), answer);
        await scene.AssertUnchangedAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_is_not_there_is_not_found(string method, string path, string body)
    {
        await using var scene = await SceneAsync();

        foreach (var id in new[] { Unknown, "nonsense", "1%20OR%201=1", "🔥", "999999999999999999999999", "{1}", "-1" })
        {
            var answer = await CallAsync(scene.Alice, method, path, body, id, id);
            Assert.Equal((404, NotFound), answer);
        }

        await scene.AssertUnchangedAsync();
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task A_body_that_is_no_JSON_object_is_refused(string method, string path, string right)
    {
        await using var scene = await SceneAsync();

        string[] wrongs = ["{", "[]", "1", "\"text\"", "null", """{"a":1,"a":2}""", Nested(60), "\0", $"{right}}}"];
        foreach (var wrong in wrongs)
        {
            var answer = await CallAsync(scene.Alice, method, path, wrong, scene.Dialog, scene.Message);
            Assert.Equal((400, """{"errors":["The request body is not valid."]}"""), answer);
        }

        await scene.AssertUnchangedAsync();
    }

    [Theory]
    [InlineData("POST", "/chat/Dialog", """{"type":2,"name":["x"]}""", "name")]
    [InlineData("POST", "/chat/Dialog", """{"type":2,"name":"  "}""", "name")]
    [InlineData("POST", "/chat/Dialog", """{"type":2,"name":"x","photo":{"a":1}}""", "photo")]
    [InlineData("POST", "/chat/Dialog", """{"type":2,"name":"x","extensions":"bar"}""", "extensions")]
    [InlineData("POST", "/chat/Dialog", """{"type":4,"name":"x","permissions":[1]}""", "permissions")]
    [InlineData("POST", "/chat/Dialog", """{"type":2,"name":"x","data":7}""", "data")]
    [InlineData("POST", "/chat/Dialog", """{"type":2e99,"name":"x"}""", "type")]
    [InlineData("POST", "/chat/Dialog", """{"type":-2,"name":"x"}""", "type")]
    [InlineData("POST", "/chat/Dialog", """{"name":"x"}""", "type")]
    [InlineData("POST", "/chat/Dialog", "", "type")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":null}""", "name")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":{"$ne":1}}""", "name")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":"changed","push_all":[103]}""", "push_all")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":"changed","pull_all":"102"}""", "pull_all")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":"changed","push_all":{"occupants_ids":{"0":103}}}""", "occupants_ids")]
    [InlineData("PUT", "/chat/Dialog/{0}", """{"name":"changed","description":["d"]}""", "description")]
    [InlineData("PUT", "/chat/Dialog/{0}/notifications", """{"enabled":2}""", "enabled")]
    [InlineData("PUT", "/chat/Dialog/{0}/notifications", """{"enabled":[0]}""", "enabled")]
    [InlineData("PUT", "/chat/Dialog/{0}/notifications", "", "enabled")]
    [InlineData("GET", "/chat/Message", "", "chat_dialog_id")]
    [InlineData("GET", "/chat/Message?chat_dialog_id={0}&limit=-1", "", "limit")]
    [InlineData("GET", "/chat/Message?chat_dialog_id={0}&skip=-1", "", "skip")]
    [InlineData("GET", "/chat/Message?chat_dialog_id={0}&date_sent[gt]=never", "", "date_sent")]
    [InlineData("GET", "/chat/Message?chat_dialog_id={0}&sender_id=alice", "", "sender_id")]
    [InlineData("GET", "/chat/Message?chat_dialog_id={0}&preview=1&updated_at[lt]=x", "", "updated_at")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":["{0}"],"message":"x"}""", "chat_dialog_id")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":{"a":1}}""", "message")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":"x","attachments":"photo"}""", "attachments")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":"x","attachments":["photo"]}""", "attachments")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":"x","attachments":{"0":1}}""", "attachments")]
    [InlineData("POST", "/chat/Message", """{"chat_dialog_id":"{0}","message":"x","a<b":1}""", "message")]
    [InlineData("POST", "/chat/Message", """{"recipient_id":104,"message":"\u0000"}""", "message")]   // and makes no dialog
    [InlineData("POST", "/chat/Message", """{"recipient_id":104,"message":"x","attachments":[1]}""", "attachments")]
    [InlineData("POST", "/chat/Message", """{"recipient_id":99999999999,"message":"x"}""", "chat_dialog_id")]
    [InlineData("POST", "/chat/Message", """{"recipient_id":101,"message":"x"}""", "chat_dialog_id")]
    [InlineData("POST", "/chat/Message/system", """{"recipientId":{"a":1}}""", "recipientId")]
    [InlineData("PUT", "/chat/Message/{1}/reactions", """{"add":{"a":1}}""", "base")]
    public async Task A_wrong_value_is_named_and_nothing_of_the_request_is_done(
        string method, string path, string body, string field)
    {
        await using var scene = await SceneAsync();

        var (status, answer) = await CallAsync(scene.Alice, method, path, body, scene.Dialog, scene.Message);

        Assert.Equal(422, status);
        Assert.Equal(field, Assert.Single(JsonNode.Parse(answer)!["errors"]!.AsObject()).Key);
        await scene.AssertUnchangedAsync();
    }

    [Fact]
    public async Task A_message_that_no_stanza_can_hold_is_refused()
    {
        await using var scene = await SceneAsync();
        var body = $$"""{"chat_dialog_id":"{0}","message":"{{new string('x', 300_000)}}"}""";

        Assert.Equal(422, (await CallAsync(scene.Alice, "POST", "/chat/Message", body, scene.Dialog, "")).Status);

        await scene.AssertUnchangedAsync();
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE dialogs;--")]
    [InlineData("👩‍👩‍👧‍👦 🔥 ‮ ﷽ \\u200b")]
    [InlineData("<body>&amp;</body>]]>")]
    [InlineData("{0} %s ${x} %00")]
    public async Task Strange_texts_are_only_texts(string text)
    {
        await using var scene = await SceneAsync();
        var expected = (string)JsonNode.Parse($"\"{text}\"")!;

        await scene.Alice.PutAsync($"/chat/Dialog/{scene.Dialog}", $$"""{"name":"{{text}}"}""");
        await scene.Alice.WriteAsync(scene.Dialog, text, ""","send_to_chat":1""");

        Assert.Equal(expected, (string)(await scene.Alice.DialogAsync(scene.Dialog))!["name"]!);
        Assert.Equal($"one,{expected}", await scene.Alice.TextsAsync(scene.Dialog));
        var (_, found) = await scene.Alice.GetAsync($"/chat/Dialog?name={Uri.EscapeDataString(expected)}");
        Assert.Equal(1, (int)found!["total_entries"]!);
    }

    private static TheoryData<string, string, string> DataOf((string Method, string Path, string Body)[] calls)
    {
        var data = new TheoryData<string, string, string>();
        Array.ForEach(calls, call => data.Add(call.Method, call.Path, call.Body));
        return data;
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static async Task<(int Status, string Body)> CallAsync(
        RestClient client, string method, string path, string body, string dialog, string message)
    {
        var content = body.Length == 0 ? null : new StringContent(Fill(body), Encoding.UTF8, "application/json");
        var (status, answer) = await client.SendAsync(new HttpMethod(method), Fill(path), content);
        return ((int)status, RestClient.Text(answer));

        string Fill(string text) => text.Replace("{1}", message, StringComparison.Ordinal)
            .Replace("{0}", dialog, StringComparison.Ordinal);
    }

    private static async Task<Scene> SceneAsync()
    {
        var sandbox = await TestSandbox.StartAsync();
        var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateGroupAsync(102);
        var message = await alice.WriteAsync(dialog, "one");
        return new Scene(sandbox, alice, dialog, message, await StateAsync(alice, dialog));
    }

    private static async Task<string> StateAsync(RestClient alice, string dialog) => string.Join('\n',
        RestClient.Text((await alice.GetAsync("/chat/Dialog")).Body),
        RestClient.Text((await alice.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialog}")).Body),
        RestClient.Text((await alice.GetAsync($"/chat/Dialog/{dialog}/notifications")).Body),
        RestClient.Text((await alice.GetAsync("/sandbox/alerts")).Body));

    /// <summary>A group of alice and bob with one message.</summary>
    private sealed record Scene(SandboxServer Sandbox, RestClient Alice, string Dialog, string Message, string State)
        : IAsyncDisposable
    {
        public async Task AssertUnchangedAsync() => Assert.Equal(State, await StateAsync(Alice, Dialog));

        public async ValueTask DisposeAsync()
        {
            Alice.Dispose();
            await Sandbox.DisposeAsync();
        }
    }
}
