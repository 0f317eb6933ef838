using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Section 6.5: messages are deleted over REST, and who hears of it (section 4.9).</summary>
public sealed class MessageDeletionTests
{
    [Fact]
    public async Task A_message_deleted_for_oneself_stays_for_the_others_who_hear_nothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialog = await alice.CreateGroupAsync(102);
        var (one, two) = (await alice.WriteAsync(dialog, "one"), await alice.WriteAsync(dialog, "two"));
        await using var reader = await RawClient.SignInAsync(sandbox, 101);

        var (status, body) = await bob.DeleteAsync($"/chat/Message/{two}.json");
        var (again, _) = await bob.DeleteAsync($"/chat/Message/{two}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (status, again));
        Assert.Equal(
            $$$"""{"SuccessfullyDeleted":{"ids":["{{{two}}}"]},"NotFound":{"ids":[]},"WrongPermissions":{"ids":[]}}""",
            RestClient.Text(body));
        Assert.Equal(("one", "one,two"), (await bob.TextsAsync(dialog), await alice.TextsAsync(dialog)));
        var seen = (await bob.DialogAsync(dialog))!;
        Assert.Equal((one, 1), ((string)seen["last_message_id"]!, (int)seen["unread_messages_count"]!));
        Assert.Equal(two, (string)(await alice.DialogAsync(dialog))!["last_message_id"]!);
        Assert.DoesNotContain("<message", await reader.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("force=1", "")]
    [InlineData("", "?force=1")]
    public async Task A_message_deleted_for_all_is_gone_and_everybody_hears_of_it(string form, string query)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateGroupAsync(102, 103);
        var id = await alice.WriteAsync(dialog, "one");
        await using var reader = await RawClient.SignInAsync(sandbox, 102);

        await alice.DeleteAsync($"/chat/Message/{id}{query}", form);

        Assert.Matches(
            $"^<message from=\"1_{dialog}@muc.localhost/101\" to=\"102-1@localhost\" id=\"[0-9a-f]{{24}}\" type=\"groupchat\">"
            + $"<remove xmlns=\"urn:xmpp:message-delete:0\" id=\"{id}\"/>"
            + $"<extraParams><dialog_id>{dialog}</dialog_id></extraParams></message>$",
            await reader.ReadUntilAsync("</message>"));
        Assert.Equal("", await alice.TextsAsync(dialog));
        await using var late = await RawClient.SignInAsync(sandbox, 103);
        Assert.Contains("<remove ", await late.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.Empty((await alice.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task In_a_private_dialog_the_other_hears_of_it_and_ones_own_other_sessions()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");
        var id = await alice.WriteAsync(dialog, "one");
        await using var author = await RawClient.SignInAsync(sandbox, 101);
        await author.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        await author.ReadUntilQuietAsync();
        await using var reader = await RawClient.SignInAsync(sandbox, 102);

        await alice.DeleteAsync($"/chat/Message/{id}", "force=1");

        var heard = await reader.ReadUntilAsync("</message>");
        Assert.Contains("from=\"101-1@localhost\" to=\"102-1@localhost\"", heard, StringComparison.Ordinal);
        Assert.Contains($"id=\"{id}\"/>", heard, StringComparison.Ordinal);
        Assert.Contains("<remove ", await author.ReadUntilAsync("</sent>"), StringComparison.Ordinal);
    }

    // Who, whose message, in what kind of dialog (alice owns it, bob is an admin where there are any, carol a member).
    [Theory]
    [InlineData("carol", "carol", 2, 200)]
    [InlineData("carol", "alice", 2, 403)]
    [InlineData("bob", "alice", 2, 200)]
    [InlineData("alice", "carol", 4, 200)]
    [InlineData("carol", "bob", 4, 403)]
    [InlineData("dave", "alice", 4, 403)]
    [InlineData("alice", "carol", 3, 403)]
    [InlineData("carol", "carol", 3, 200)]
    [InlineData("carol", "bot", 1, 403)]
    [InlineData("bot", "bot", 1, 200)]
    public async Task Only_those_who_may_delete_for_all(string who, string author, int type, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var writer = await RestClient.SignInAsync(sandbox, author);
        using var caller = await RestClient.SignInAsync(sandbox, who);
        using var carol = await RestClient.SignInAsync(sandbox, "carol");
        var dialog = type switch
        {
            1 => SandboxServer.BroadcastDialogId,
            3 => await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[103]}"""),
            _ => await alice.CreateDialogAsync(
                $$"""{"type":{{type}},"name":"t","occupants_ids":[102,103],"admins_ids":[102]}"""),
        };
        if (type == 4)
        {
            await carol.PostAsync($"/chat/Dialog/{dialog}/subscribe", "");
        }

        var id = await writer.WriteAsync(dialog, "one");

        Assert.Equal(expected, (int)(await caller.DeleteAsync($"/chat/Message/{id}", "force=1")).Status);

        Assert.Equal(expected == 200 ? "" : "one", await writer.TextsAsync(dialog));
    }

    [Fact]
    public async Task Of_several_each_is_named_by_what_became_of_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialog = await alice.CreateGroupAsync(102);
        var (own, other) = (await bob.WriteAsync(dialog, "own"), await alice.WriteAsync(dialog, "other"));

        var (status, body) = await bob.DeleteAsync($"/chat/Message/{own},{other},x", "force=1");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$$"""{"SuccessfullyDeleted":{"ids":["{{{own}}}"]},"NotFound":{"ids":["x"]},"WrongPermissions":{"ids":["{{{other}}}"]}}""",
            RestClient.Text(body));
        Assert.Equal("other", await alice.TextsAsync(dialog));
    }

    [Theory]
    [InlineData("dave", "{id}", 403)]
    [InlineData("alice", "5f00000000000000000000ff", 404)]
    [InlineData("alice", "%20,%20", 404)]
    [InlineData("alice", "1%20OR%201=1", 404)]
    [InlineData("alice", "%F0%9F%94%A5", 404)]
    [InlineData("alice", "999999999999999999999999", 404)]
    public async Task What_is_not_there_or_not_ones_own_is_refused(string login, string ids, int expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var caller = await RestClient.SignInAsync(sandbox, login);
        var dialog = await alice.CreateGroupAsync(102);
        var id = await alice.WriteAsync(dialog, "one");

        var (status, body) = await caller.DeleteAsync($"/chat/Message/{ids.Replace("{id}", id, StringComparison.Ordinal)}");

        Assert.Equal(expected, (int)status);
        Assert.NotNull(body!["errors"]);
        Assert.Equal("one", await alice.TextsAsync(dialog));
    }
}
