using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

/// <summary>Section 5.3: dialogs and their history are deleted for oneself or for all.</summary>
public sealed class DialogDeletionTests
{
    private const string Unknown = "5f00000000000000000000ff";

    [Fact]
    public async Task Who_deletes_a_group_for_themselves_leaves_it_and_its_room()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":2,"name":"t","occupants_ids":[102,103],"admins_ids":[102]}""");
        await using var chat = await RawClient.SignInAsync(sandbox, 102);
        await chat.SendAsync($"<presence to='1_{id}@muc.localhost/102'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        await chat.ReadUntilAsync("</presence>");

        var (status, _) = await bob.DeleteAsync($"/chat/Dialog/{id}.json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("code=\"301\"", await chat.ReadUntilAsync("</presence>"), StringComparison.Ordinal);
        Assert.Null(await bob.DialogAsync(id));
        var left = (await alice.DialogAsync(id))!;
        Assert.Equal(("[101,103]", "[]"), (RestClient.Text(left["occupants_ids"]), RestClient.Text(left["admins_ids"])));
        Assert.Equal("403", await bob.TextsAsync(id));
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.DeleteAsync($"/chat/Dialog/{id}")).Status);
    }

    [Theory]
    [InlineData("force=1", "")]
    [InlineData("", "?force=1")]
    public async Task The_owner_deletes_a_dialog_for_all_and_its_room_is_closed(string form, string query)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":2,"name":"t","occupants_ids":[102,103],"admins_ids":[102]}""");
        var message = await alice.WriteAsync(id, "one");
        await using var chat = await RawClient.SignInAsync(sandbox, 102);
        await chat.SendAsync($"<presence to='1_{id}@muc.localhost/102'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        await chat.ReadUntilAsync("</presence>");

        var (byAdmin, _) = await bob.DeleteAsync($"/chat/Dialog/{id}{query}", form);
        var (byOwner, _) = await alice.DeleteAsync($"/chat/dialog/{id}{query}", form);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (byAdmin, byOwner));
        Assert.Contains("affiliation=\"none\"", await chat.ReadUntilAsync("</presence>"), StringComparison.Ordinal);
        Assert.Equal("404", await bob.TextsAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/chat/Message/{message}/reactions")).Status);
        await chat.SendAsync($"<message to='1_{id}@muc.localhost' type='groupchat' id='m'><body>x</body></message>");
        Assert.Contains("code=\"404\"", await chat.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_private_dialog_is_hidden_for_one_and_comes_back_with_the_next_message(bool overChat)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");
        await alice.WriteAsync(id, "old");

        await bob.DeleteAsync($"/chat/Dialog/{id}");
        var (hidden, other) = (await bob.DialogAsync(id), (await alice.DialogAsync(id))!);
        if (overChat)
        {
            // Not saved: it shows the dialog again all the same.
            await using var chat = await RawClient.SignInAsync(sandbox, 101);
            await chat.SendAsync("<message to='102-1@localhost' type='chat'><body>x</body></message>");
            await chat.ReadUntilQuietAsync();
        }
        else
        {
            await alice.WriteAsync(id, "new");
        }

        Assert.Null(hidden);
        Assert.Equal("old", (string)other["last_message"]!);
        var back = (await bob.DialogAsync(id))!;
        Assert.Equal(overChat ? null : "new", (string?)back["last_message"]);
        Assert.Equal(overChat ? 0 : 1, (int)back["unread_messages_count"]!);
        Assert.Equal(overChat ? "" : "new", await bob.TextsAsync(id));
        Assert.Equal(overChat ? "old" : "old,new", await alice.TextsAsync(id));
    }

    [Fact]
    public async Task Who_makes_a_hidden_private_dialog_again_sees_the_same_one()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");
        await alice.WriteAsync(id, "old");
        await alice.DeleteAsync($"/chat/Dialog/{id}");

        Assert.Equal(id, await alice.CreateDialogAsync("""{"type":3,"occupants_ids":["102"]}"""));

        Assert.Null((await alice.DialogAsync(id))!["last_message"]);
    }

    [Fact]
    public async Task A_private_dialog_deleted_for_all_is_made_anew_with_the_next_message()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");

        Assert.Equal(HttpStatusCode.Forbidden, (await bob.DeleteAsync($"/chat/Dialog/{id}", "force=1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.DeleteAsync($"/chat/Dialog/{id}", "force=1")).Status);

        Assert.NotEqual(id, await bob.CreateDialogAsync("""{"type":3,"occupants_ids":[101]}"""));
    }

    [Fact]
    public async Task Who_deletes_the_news_does_not_see_them_until_there_are_new_ones()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var bot = await RestClient.SignInAsync(sandbox, "bot");
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var news = SandboxServer.BroadcastDialogId;
        await bot.WriteAsync(news, "old");

        Assert.Equal(HttpStatusCode.OK, (await alice.DeleteAsync($"/chat/Dialog/{news}")).Status);
        Assert.Null(await alice.DialogAsync(news));
        await bot.WriteAsync(news, "new");

        Assert.Equal("new", await alice.TextsAsync(news));
        Assert.NotNull(await alice.DialogAsync(news));
    }

    [Fact]
    public async Task Of_several_each_is_named_by_what_became_of_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (own, other) = (await alice.CreateGroupAsync(102), await bob.CreateGroupAsync(101));

        var (status, body) = await alice.DeleteAsync($"/chat/Dialog/{own},%20{other},{Unknown},{own}.json", "force=1");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            $$$"""{"SuccessfullyDeleted":{"ids":["{{{own}}}"]},"NotFound":{"ids":["{{{Unknown}}}"]},"""
            + $$$""" "WrongPermissions":{"ids":["{{{other}}}"]}}""".TrimStart(),
            RestClient.Text(body));
        Assert.NotNull(await alice.DialogAsync(other));
    }

    [Fact]
    public async Task A_history_is_cleared_for_oneself_and_what_comes_later_is_seen()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateGroupAsync(102);
        var old = await alice.WriteAsync(id, "old");

        Assert.Equal(HttpStatusCode.OK, (await bob.DeleteAsync($"/chat/Dialog/clearHistory/{id}.json")).Status);
        var cleared = (await bob.DialogAsync(id))!;
        await alice.WriteAsync(id, "new");

        foreach (var field in new[] { "last_message", "last_message_id", "last_message_user_id", "last_message_date_sent" })
        {
            Assert.Null(cleared[field]);
        }

        Assert.Equal(0, (int)cleared["unread_messages_count"]!);
        Assert.Equal("new", await bob.TextsAsync(id));
        Assert.Equal(1, (int)(await bob.GetAsync($"/chat/Message?count=1&chat_dialog_id={id}")).Body!["items"]!["count"]!);
        Assert.Equal($$"""{"total":1,"{{id}}":1}""", RestClient.Text((await bob.GetAsync("/chat/Message/unread")).Body));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/chat/Message/{old}/reactions")).Status);
        Assert.Equal("old,new", await alice.TextsAsync(id));
    }

    [Fact]
    public async Task The_owner_clears_a_history_for_all()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateGroupAsync(102);
        await bob.WriteAsync(id, "old");
        var path = $"/chat/Dialog/clearHistory/{id}";

        Assert.Equal(HttpStatusCode.Forbidden, (await bob.DeleteAsync(path, "force=1")).Status);
        Assert.Equal("old", await alice.TextsAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await alice.DeleteAsync(path, "force=1")).Status);

        Assert.Equal(("", ""), (await alice.TextsAsync(id), await bob.TextsAsync(id)));
        Assert.Null((await bob.DialogAsync(id))!["last_message"]);
    }
}
