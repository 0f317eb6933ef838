using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Section 6.3: what is written over REST, and what the chat sees of it.</summary>
public sealed class MessageCreationTests
{
    [Theory]
    [InlineData("""{"0":{"type":"photo","uid":"u1","size":3},"1":{"type":"audio","url":"x"}}""")]
    [InlineData("""[{"type":"photo","uid":"u1","size":"3"},{"type":"audio","url":"x"}]""")]
    public async Task Attachments_are_a_map_or_a_list(string attachments)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateGroupAsync(102);

        var (_, message) = await alice.PostAsync(
            "/chat/Message", $$$"""{"chat_dialog_id":"{{{dialog}}}","attachments":{{{attachments}}},"card":{"pizza":{"size":1} } }""");

        Assert.Equal(
            """[{"type":"photo","uid":"u1","size":"3"},{"type":"audio","url":"x"}]""", RestClient.Text(message!["attachments"]));
        Assert.Equal("""{"pizza":{"size":"1"}}""", RestClient.Text(message["card"]));
        Assert.Null(message["message"]);
        Assert.Equal((0, 101), ((int)message["recipient_id"]!, (int)message["sender_id"]!));
        var found = await alice.GetAsync($"/chat/Message?chat_dialog_id={dialog}&attachments[type]=audio&count=1");
        Assert.Equal(1, (int)found.Body!["items"]!["count"]!);
    }

    [Fact]
    public async Task In_a_group_it_comes_from_the_room_with_both_marks_and_alerts_who_is_away()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await rest.CreateGroupAsync(102, 103, 104);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        var id = await rest.WriteAsync(dialog, "dinner?", ""","send_to_chat":"1","markable":1""");
        await rest.WriteAsync(dialog, "quiet", ""","send_to_chat":1,"silent":1""");

        foreach (var reader in new[] { alice, bob })
        {
            var message = await reader.ReadUntilAsync("</message>");
            Assert.Contains($"from=\"1_{dialog}@muc.localhost/101\"", message, StringComparison.Ordinal);
            Assert.Contains($"id=\"{id}\" type=\"groupchat\"><body>dinner?</body>", message, StringComparison.Ordinal);
            Assert.Contains("<markable>1</markable>", message, StringComparison.Ordinal);
            Assert.EndsWith("<markable xmlns=\"urn:xmpp:chat-markers:0\"/></message>", message, StringComparison.Ordinal);
            Assert.DoesNotContain("markers", await reader.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        }

        var alerts = (await rest.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray();
        Assert.Equal([103, 104], alerts.Select(alert => (int)alert!["user_id"]!).Order());
        Assert.All(alerts, alert => Assert.Equal(id, (string)alert!["message_id"]!));
    }

    [Fact]
    public async Task Who_is_blocked_writes_edits_deletes_and_notifies_nothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");
        var id = await alice.WriteAsync(dialog, "before");
        await using (var bob = await RawClient.SignInAsync(sandbox, 102))
        {
            await bob.SendAsync(
                "<iq type='set' id='p'><query xmlns='jabber:iq:privacy'><list name='b'>"
                + "<item type='jid' value='101-1@localhost' action='deny' order='1'/></list></query></iq>"
                + "<iq type='set' id='d'><query xmlns='jabber:iq:privacy'><default name='b'/></query></iq>");
            await bob.ReadUntilQuietAsync();
        }

        var write = $$"""{"chat_dialog_id":"{{dialog}}","message":"x","send_to_chat":1}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.PostAsync("/chat/Message", write)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await alice.PostAsync("/chat/Message", """{"recipient_id":102,"message":"x","send_to_chat":1}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.PutAsync($"/chat/Message/{id}", write)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.DeleteAsync($"/chat/Message/{id}", "force=1")).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden, (await alice.PostAsync("/chat/Message/system", """{"recipientId":102,"a":"b"}""")).Status);

        Assert.Equal("before", await alice.TextsAsync(dialog));
        Assert.Empty((await alice.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray());
        await using var back = await RawClient.SignInAsync(sandbox, 102);
        Assert.DoesNotContain("<message", await back.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_news_reach_everybody_and_only_the_administration_writes_them()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var bot = await RestClient.SignInAsync(sandbox, "bot");
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var news = SandboxServer.BroadcastDialogId;
        await using var dave = await RawClient.SignInAsync(sandbox, 104);

        await bot.PutAsync($"/chat/Dialog/{news}/admins", """{"push_all":{"admins_ids":[101]}}""");
        await alice.WriteAsync(news, "by an admin", ""","send_to_chat":1""");

        Assert.Contains("<body>by an admin</body>", await dave.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await bot.DialogAsync(news))!["unread_messages_count"]!);
    }
}
