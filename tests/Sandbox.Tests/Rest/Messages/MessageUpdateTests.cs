using System.Net;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Section 6.4: messages are marked and edited over REST.</summary>
public sealed class MessageUpdateTests
{
    [Theory]
    [InlineData("""{"read":1}""", "[101,102]", "[101,102]")]
    [InlineData("""{"read":"true"}""", "[101,102]", "[101,102]")]
    [InlineData("""{"delivered":"1"}""", "[101]", "[101,102]")]
    [InlineData("""{"read":0}""", "[101]", "[101]")]
    public async Task A_message_is_marked_and_the_others_are_not(string json, string read, string delivered)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialog = await alice.CreateGroupAsync(102);
        var (one, two) = (await alice.WriteAsync(dialog, "one"), await alice.WriteAsync(dialog, "two"));

        var (status, _) = await UpdateAsync(bob, $"/{one}.json", dialog, json);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((read, delivered), await MarksAsync(alice, one));
        Assert.Equal(("[101]", "[101]"), await MarksAsync(alice, two));
    }

    [Fact]
    public async Task Several_messages_are_marked_or_all_of_a_dialog_and_the_chat_is_told_nothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (dialog, other) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102));
        string[] ids = [await alice.WriteAsync(dialog, "1"), await alice.WriteAsync(dialog, "2"), await alice.WriteAsync(dialog, "3")];
        var elsewhere = await alice.WriteAsync(other, "4");
        await using var author = await RawClient.SignInAsync(sandbox, 101);

        Assert.Equal(HttpStatusCode.OK, (await UpdateAsync(bob, $"/{ids[0]},%20{ids[1]}", dialog, """{"read":1}""")).Status);
        var unread = (int)(await bob.DialogAsync(dialog))!["unread_messages_count"]!;
        Assert.Equal(HttpStatusCode.OK, (await UpdateAsync(bob, "", dialog, """{"read":"1"}""")).Status);

        Assert.Equal(1, unread);
        Assert.Equal(0, (int)(await bob.DialogAsync(dialog))!["unread_messages_count"]!);
        Assert.Equal("read", (string)(await alice.DialogAsync(dialog))!["last_message_status"]!);
        Assert.Equal(("[101]", "[101]"), await MarksAsync(alice, elsewhere));
        Assert.DoesNotContain("<message", await author.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_changes_the_text_and_the_chat_is_told_nothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateGroupAsync(102);
        var (one, two) = (await alice.WriteAsync(dialog, "one"), await alice.WriteAsync(dialog, "two"));
        await using var reader = await RawClient.SignInAsync(sandbox, 102);

        await UpdateAsync(alice, $"/{two}", dialog, """{"message":"zwei 🍲 ' OR 1=1; --","read":1}""");
        await UpdateAsync(alice, $"/{one}", dialog, """{"message":""}""");

        Assert.Equal(",zwei 🍲 ' OR 1=1; --", await alice.TextsAsync(dialog));
        Assert.Equal("zwei 🍲 ' OR 1=1; --", (string)(await alice.DialogAsync(dialog))!["last_message"]!);
        Assert.DoesNotContain("<message", await reader.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bob", "/{own}", """{"message":"x"}""", 403)]   // somebody else's
    [InlineData("bob", "/{own},{bob}", """{"message":"x"}""", 403)]
    [InlineData("alice", "/{own},5f00000000000000000000ff", """{"message":"x"}""", 404)]
    [InlineData("alice", "/{elsewhere}", """{"message":"x"}""", 404)]
    [InlineData("alice", "/nonsense", """{"read":1}""", 404)]
    [InlineData("bob", "/%20,", """{"read":1}""", 404)]
    [InlineData("alice", "", """{"message":"x"}""", 422)]   // of all at once
    [InlineData("alice", "/{own}", "{}", 422)]
    [InlineData("alice", "/{own}", """{"message":{"a":1}}""", 422)]
    [InlineData("alice", "/{own}", """{"message":["a"]}""", 422)]
    [InlineData("alice", "/{own}", """{"message":"\u0000"}""", 422)]
    [InlineData("alice", "/{own}", """{"message":"x","chat_dialog_id":null}""", 422)]
    [InlineData("alice", "/{own}", """{"message":"x","chat_dialog_id":"5f00000000000000000000ff"}""", 404)]
    [InlineData("alice", "/{own}", """{"message":"x","chat_dialog_id":{"$ne":null}}""", 422)]
    [InlineData("dave", "/{own}", """{"read":1}""", 403)]
    [InlineData("alice", "/{own}", "not json", 400)]
    [InlineData("alice", "/{own}", "[1]", 400)]
    public async Task What_cannot_be_changes_nothing(string login, string path, string json, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        using var caller = await RestClient.SignInAsync(sandbox, login);
        var (dialog, other) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102));
        path = path.Replace("{own}", await alice.WriteAsync(dialog, "one"), StringComparison.Ordinal)
            .Replace("{bob}", await bob.WriteAsync(dialog, "two"), StringComparison.Ordinal)
            .Replace("{elsewhere}", await alice.WriteAsync(other, "three"), StringComparison.Ordinal);

        var (status, body) = await UpdateAsync(caller, path, dialog, json);

        Assert.Equal(expected, (int)status);
        Assert.NotNull(body!["errors"]);
        Assert.Equal(("one,two", "three"), (await alice.TextsAsync(dialog), await alice.TextsAsync(other)));
        Assert.Equal(1, (int)(await bob.DialogAsync(dialog))!["unread_messages_count"]!);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> UpdateAsync(
        RestClient client, string path, string dialog, string json) => client.PutAsync(
        $"/chat/Message{path}",
        json.StartsWith('{') && !json.Contains("chat_dialog_id", StringComparison.Ordinal)
            ? $$"""{"chat_dialog_id":"{{dialog}}"{{(json == "{}" ? "" : ",")}}{{json[1..]}}"""
            : json);

    private static async Task<(string Read, string Delivered)> MarksAsync(RestClient client, string id)
    {
        foreach (var dialog in (await client.GetAsync("/chat/Dialog")).Body!["items"]!.AsArray())
        {
            var (_, body) = await client.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialog!["_id"]}&_id={id}");
            if (body!["items"]!.AsArray() is [{ } message])
            {
                return (RestClient.Text(message["read_ids"]), RestClient.Text(message["delivered_ids"]));
            }
        }

        return ("", "");
    }
}
