using System.Net;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Reacting over REST, and what the chat hears of it (sections 6.8, 4.10).</summary>
public sealed class ReactionTests
{
    [Fact]
    public async Task A_reaction_is_held_once_counted_and_told_to_the_other_and_to_ones_own_sessions()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await using var author = await RawClient.SignInAsync(sandbox, 101);
        await using var reader = await RawClient.SignInAsync(sandbox, 102);
        await reader.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await reader.ReadUntilQuietAsync();
        var (dialog, id) = await WriteAsync(alice, """{"recipient_id":102,"message":"x"}""");

        Assert.Equal(HttpStatusCode.OK, await PutAsync(bob, id, """{"add":"👍"}"""));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(bob, id, """{"add":"👍"}"""));   // again: nothing new to tell
        Assert.Equal(HttpStatusCode.OK, await PutAsync(bob, id, """{"add":"♥","remove":"👍"}"""));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(alice, id, """{"add":"♥"}"""));

        var first = await author.ReadUntilAsync("</message>");
        Assert.Matches(
            "^<message from=\"102-1@localhost\" to=\"101-1@localhost\" id=\"[0-9a-f]{24}\" type=\"chat\">"
            + $"<extraParams><dialog_id>{dialog}</dialog_id></extraParams>"
            + $"<reactions user_id=\"102\" message_id=\"{id}\"><reaction add=\"true\" type=\"👍\"/></reactions></message>$",
            first);
        Assert.Contains(
            "<reaction add=\"true\" type=\"♥\"/><reaction remove=\"true\" type=\"👍\"/></reactions>",
            await author.ReadUntilAsync("</message>"),
            StringComparison.Ordinal);
        Assert.Contains("<sent xmlns=\"urn:xmpp:carbons:2\">", await reader.ReadUntilAsync("</sent>"), StringComparison.Ordinal);
        Assert.Equal("""{"♥":[102,101]}""", RestClient.Text((await alice.GetAsync($"/chat/Message/{id}/reactions")).Body));
        Assert.Equal("""{"own":["♥"],"total":{"♥":2}}""", RestClient.Text((await StoredAsync(alice, dialog))["reactions"]));
    }

    [Fact]
    public async Task A_group_hears_it_from_the_room_and_members_who_are_away_later()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var group = await alice.CreateGroupAsync(102, 103);
        var (_, id) = await WriteAsync(alice, $$"""{"chat_dialog_id":"{{group}}","message":"x"}""");
        await using var author = await RawClient.SignInAsync(sandbox, 101);
        await using var actor = await RawClient.SignInAsync(sandbox, 102);

        await PutAsync(bob, id, """{"add":"👍"}""");

        var start = $"<message from=\"1_{group}@muc.localhost/102\"";
        Assert.Contains(start, await author.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.Contains(start, await actor.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        var late = await carol.ReadUntilAsync("</message>");
        Assert.Contains("<reactions ", late, StringComparison.Ordinal);
        Assert.Contains("<delay ", late, StringComparison.Ordinal);
        Assert.Empty((await alice.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("dave", """{"add":"👍"}""", HttpStatusCode.Forbidden)]
    [InlineData("bob", "{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("bob", """{"add":"this is a sentence and no reaction"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("bob", """{"add":"\u0001"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("bob", """{"add":["1","2","3","4","5","6","7","8","9","a","b","c","d","e","f","g","h","i","j","k","l"]}""",
        HttpStatusCode.UnprocessableEntity)]
    [InlineData("bob", """{"remove":"👍"}""", HttpStatusCode.OK)]   // not held
    public async Task What_is_no_reaction_changes_nothing_and_is_told_to_nobody(
        string login, string json, HttpStatusCode expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var other = await RestClient.SignInAsync(sandbox, login);
        await using var author = await RawClient.SignInAsync(sandbox, 101);
        var (dialog, id) = await WriteAsync(alice, """{"recipient_id":102,"message":"x"}""");

        Assert.Equal(expected, await PutAsync(other, id, json));

        Assert.DoesNotContain("<message", await author.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Null((await StoredAsync(alice, dialog))["reactions"]);
        Assert.Equal("{}", RestClient.Text((await alice.GetAsync($"/chat/Message/{id}/reactions")).Body));
    }

    [Fact]
    public async Task Reactions_of_strangers_dialogs_and_unknown_messages_are_not_shown()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var (_, id) = await WriteAsync(alice, """{"recipient_id":102,"message":"x"}""");

        Assert.Equal(HttpStatusCode.Forbidden, (await dave.GetAsync($"/chat/Message/{id}/reactions")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await dave.GetAsync("/chat/Message/5f00000000000000000000ff/reactions")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(dave, "none", """{"add":"👍"}"""));
    }

    [Fact]
    public async Task Who_is_blocked_cannot_react()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (dialog, id) = await WriteAsync(alice, """{"recipient_id":102,"message":"x"}""");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.SendAsync(
            "<iq type='set' id='p'><query xmlns='jabber:iq:privacy'><list name='b'>"
            + "<item type='jid' value='101-1@localhost' action='deny' order='1'/></list></query></iq>"
            + "<iq type='set' id='d'><query xmlns='jabber:iq:privacy'><default name='b'/></query></iq>");
        await bob.ReadUntilQuietAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(alice, id, """{"add":"👍"}"""));

        Assert.Null((await StoredAsync(alice, dialog))["reactions"]);
    }

    private static async Task<(string Dialog, string Id)> WriteAsync(RestClient rest, string json)
    {
        var message = (await rest.PostAsync("/chat/Message", json)).Body!;
        return ((string)message["chat_dialog_id"]!, (string)message["_id"]!);
    }

    private static async Task<HttpStatusCode> PutAsync(RestClient rest, string id, string json) =>
        (await rest.PutAsync($"/chat/Message/{id}/reactions", json)).Status;

    private static async Task<JsonNode> StoredAsync(RestClient rest, string dialogId) => Assert.Single(
        (await rest.GetAsync($"/chat/Message?mark_as_read=0&chat_dialog_id={dialogId}")).Body!["items"]!.AsArray())!;
}
