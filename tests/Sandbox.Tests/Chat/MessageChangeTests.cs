using BotPlatform.TestKit;
using static BotPlatform.Sandbox.Tests.Chat.SavedMessages;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Edits and deletes over chat (sections 4.8, 4.9).</summary>
public sealed class MessageChangeTests
{
    [Fact]
    public async Task An_edit_is_relayed_with_the_true_dialog_and_changes_the_history_in_place()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");
        clock.Advance(TimeSpan.FromSeconds(7));

        await alice.SendAsync(Edit("102-1@localhost", "chat", First, "better", "<dialog_id>forged</dialog_id><why>typo</why>"));

        Assert.Equal(
            $"""<message from="{alice.Jid}" to="102-1@localhost" id="c1" type="chat"><body>better</body>"""
            + $"""<replace xmlns="urn:xmpp:message-correct:0" id="{First}" last="false"/>"""
            + $"<extraParams><why>typo</why><dialog_id>{dialog}</dialog_id></extraParams></message>",
            await bob.ReadUntilAsync("</message>"));
        var (messages, seen) = await StateAsync(rest, dialog);
        Assert.Equal([First, Last], messages.Select(m => (string)m!["_id"]!));
        Assert.Equal("better", (string)messages[0]!["message"]!);
        Assert.Equal("2030-01-01T00:00:07Z", (string)messages[0]!["updated_at"]!);
        Assert.Equal("2030-01-01T00:00:00Z", (string)messages[0]!["created_at"]!);
        Assert.Equal("two", (string)seen["last_message"]!);
    }

    [Fact]
    public async Task The_last_message_of_a_dialog_follows_its_edit_and_its_delete()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");

        await alice.SendAsync(Edit("102-1@localhost", "chat", Last, "better"));
        await alice.ReadUntilQuietAsync();
        Assert.Equal("better", (string)(await StateAsync(rest, dialog)).Dialog["last_message"]!);

        await alice.SendAsync(Delete("102-1@localhost", "chat", Last));
        await alice.ReadUntilQuietAsync();
        var (messages, seen) = await StateAsync(rest, dialog);
        Assert.Equal(First, (string)Assert.Single(messages)!["_id"]!);
        Assert.Equal(("one", First), ((string)seen["last_message"]!, (string)seen["last_message_id"]!));

        await alice.SendAsync(Delete("102-1@localhost", "chat", First));
        await alice.ReadUntilQuietAsync();
        (messages, seen) = await StateAsync(rest, dialog);
        Assert.Empty(messages);
        Assert.Null(seen["last_message"]);
    }

    [Fact]
    public async Task A_delete_is_relayed_with_the_true_dialog()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var dialog = await WriteAsync(alice, bob, "102-1@localhost", "chat");

        await alice.SendAsync(Delete("102-1@localhost", "chat", First));

        Assert.Equal(
            $"""<message from="{alice.Jid}" to="102-1@localhost" id="c1" type="chat">"""
            + $"""<remove xmlns="urn:xmpp:message-delete:0" id="{First}"/>"""
            + $"<extraParams><dialog_id>{dialog}</dialog_id></extraParams></message>",
            await bob.ReadUntilAsync("</message>"));
    }

    [Fact]
    public async Task Edits_and_deletes_wait_for_somebody_who_is_away()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using (var bob = await RawClient.SignInAsync(sandbox, 102))
        {
            await WriteAsync(alice, bob, "102-1@localhost", "chat");
            await bob.SendAsync("</stream:stream>");
            await bob.ReadToEndAsync();
        }

        await alice.SendAsync(Edit("102-1@localhost", "chat", First, "better"));
        await alice.SendAsync(Delete("102-1@localhost", "chat", Last));
        await alice.ReadUntilQuietAsync();

        await using var again = await RawClient.SignInAsync(sandbox, 102);
        var edit = await again.ReadUntilAsync("</message>");
        var delete = await again.ReadUntilAsync("</message>");
        Assert.Contains("<body>better</body>", edit, StringComparison.Ordinal);
        Assert.Contains("<delay ", edit, StringComparison.Ordinal);
        Assert.Contains("<remove ", delete, StringComparison.Ordinal);
        Assert.Contains("<delay ", delete, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id='{First}'/>", "<replace ")]
    [InlineData($"<remove xmlns='urn:xmpp:message-delete:0' id='{First}'/>", "<remove ")]
    [InlineData($"<displayed xmlns='urn:xmpp:chat-markers:0' id='{First}'/>", "<displayed ")]
    public async Task The_authors_other_sessions_get_a_copy(string payload, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await WriteAsync(alice, bob, "102-1@localhost", "chat");
        await using var tablet = await RawClient.SignInAsync(sandbox, 101);
        await tablet.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await tablet.ReadUntilQuietAsync();

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='c1'>{payload}</message>");

        var copy = await tablet.ReadUntilAsync("</sent></message>");
        var start = $"<message xmlns=\"jabber:client\" from=\"{alice.Jid}\" to=\"102-1@localhost\"";
        Assert.Contains(start, copy, StringComparison.Ordinal);
        Assert.Contains(expected, copy, StringComparison.Ordinal);
        Assert.Contains("<dialog_id>", copy, StringComparison.Ordinal);
    }
}
