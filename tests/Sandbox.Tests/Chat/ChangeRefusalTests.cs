using static BotPlatform.Sandbox.Tests.Chat.SavedMessages;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Edits and deletes that are not allowed, or make no sense (sections 4.8, 4.9).</summary>
public sealed class ChangeRefusalTests
{
    [Theory]
    [InlineData(101, "edit", true)]       // the author
    [InlineData(102, "edit", false)]      // another member
    [InlineData(103, "edit", false)]      // the owner of the group
    [InlineData(104, "edit", false)]      // a stranger
    [InlineData(101, "delete", true)]
    [InlineData(102, "delete", false)]
    [InlineData(103, "delete", true)]
    [InlineData(100, "delete", true)]     // an admin
    [InlineData(104, "delete", false)]
    public async Task In_a_group_it_takes_the_right_to_change_a_message(int actor, string what, bool may)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "carol");
        var group = (await rest.PostAsync(
            "/chat/Dialog", """{"type":2,"name":"g","occupants_ids":[100,101,102],"admins_ids":[100]}""")).Body!["_id"]!;
        var room = $"1_{group}@muc.localhost";
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var reader = await RawClient.SignInAsync(sandbox, 103);
        await WriteAsync(alice, reader, room, "groupchat");
        await using var client = await RawClient.SignInAsync(sandbox, actor);
        await client.ReadUntilQuietAsync();

        await client.SendAsync(what == "edit" ? Edit(room, "groupchat", First, "better") : Delete(room, "groupchat", First));

        var answer = await client.ReadUntilQuietAsync();
        var relayed = await reader.ReadUntilQuietAsync();
        var (messages, _) = await StateAsync(rest, (string)group!);
        var isChanged = messages.All(m => (string)m!["message"]! != "one");
        Assert.Equal(may, isChanged);
        Assert.Equal(may, relayed.Contains($"from=\"{room}/{actor}\"", StringComparison.Ordinal));
        Assert.Equal(!may, answer.Contains("<error code=\"403\" type=\"auth\"><forbidden ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    public async Task In_a_private_dialog_only_the_author_may(string what)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");

        await bob.SendAsync(what == "edit" ? Edit("101-1@localhost", "chat", First, "worse") : Delete("101-1@localhost", "chat", First));

        Assert.Contains("<error code=\"403\" type=\"auth\"><forbidden ", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Equal("one", (string)(await StateAsync(rest, dialog)).Messages[0]!["message"]!);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    public async Task A_message_of_another_dialog_is_not_found(string what)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");
        var room = $"1_{await rest.CreateGroupAsync(103)}@muc.localhost";

        foreach (var (to, type) in new[] { (room, "groupchat"), ("103-1@localhost", "chat") })
        {
            await alice.SendAsync(what == "edit" ? Edit(to, type, First, "x") : Delete(to, type, First));
            Assert.Contains("<item-not-found ", await alice.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        }

        Assert.Equal(["one", "two"], (await StateAsync(rest, dialog)).Messages.Select(m => (string)m!["message"]!));
    }

    [Theory]
    [InlineData("<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id='5f1a2b3c4d5e6f7081920aff'/>", 404, "item-not-found")]
    [InlineData("<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id=''/>", 400, "bad-request")]
    [InlineData("<body>x</body><replace xmlns='urn:xmpp:message-correct:0'/>", 400, "bad-request")]
    [InlineData($"<replace xmlns='urn:xmpp:message-correct:0' id='{First}'/>", 400, "bad-request")]
    [InlineData("<remove xmlns='urn:xmpp:message-delete:0' id='5f1a2b3c4d5e6f7081920aff'/>", 404, "item-not-found")]
    [InlineData("<remove xmlns='urn:xmpp:message-delete:0'/>", 400, "bad-request")]
    [InlineData($"<remove xmlns='urn:xmpp:message-delete:0' id='{First}'/><remove xmlns='urn:xmpp:message-delete:0' id='x'/>",
        400, "bad-request")]
    [InlineData($"<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id='{First}'/><remove xmlns='urn:xmpp:message-delete:0' id='x'/>",
        400, "bad-request")]
    [InlineData("<displayed xmlns='urn:xmpp:chat-markers:0'/>", 400, "bad-request")]
    [InlineData($"<reactions user_id='102' message_id='{First}'><reaction add='true' type='x'/></reactions>", 405, "not-allowed")]
    public async Task What_names_no_message_or_several_is_refused_and_the_session_lives(string payload, int code, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='c1'>{payload}</message>");

        var answer = await alice.ReadUntilAsync("</message>");
        Assert.Contains("type=\"error\" id=\"c1\"", answer, StringComparison.Ordinal);
        Assert.Matches($"<error code=\"{code}\" type=\"[a-z]+\"><{condition} ", answer);
        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
        var (messages, _) = await StateAsync(rest, dialog);
        Assert.Equal(["one", "two"], messages.Select(m => (string)m!["message"]!));
        await alice.ReadUntilQuietAsync();
    }
}
