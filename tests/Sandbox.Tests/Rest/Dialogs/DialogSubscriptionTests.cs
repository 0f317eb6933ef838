using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

/// <summary>Section 5.3: public dialogs are joined and left, and one's alerts are switched.</summary>
public sealed class DialogSubscriptionTests
{
    [Fact]
    public async Task A_public_dialog_is_joined_and_left()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":4,"name":"all"}""");

        var (joined, dialog) = await bob.PostAsync($"/chat/dialog/{id}/subscribe.json", "");
        var (again, _) = await bob.PostAsync($"/chat/Dialog/{id}/subscribe", "");
        await bob.WriteAsync(id, "here");
        var (left, _) = await bob.DeleteAsync($"/chat/dialog/{id}/subscribe");
        var (twice, _) = await bob.DeleteAsync($"/chat/Dialog/{id}/subscribe");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (joined, again));
        Assert.Equal((id, 2), ((string)dialog!["_id"]!, (int)dialog["occupants_count"]!));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (left, twice));
        Assert.Equal("403", await bob.TextsAsync(id));
        Assert.Equal(1, (int)(await alice.DialogAsync(id))!["occupants_count"]!);
    }

    [Fact]
    public async Task Who_deletes_a_public_dialog_for_themselves_has_left_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":4,"name":"all"}""");
        await bob.PostAsync($"/chat/Dialog/{id}/subscribe", "");

        await bob.DeleteAsync($"/chat/Dialog/{id}");

        Assert.Null(await bob.DialogAsync(id));
        Assert.Equal(1, (int)(await alice.DialogAsync(id))!["occupants_count"]!);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task A_group_is_joined_only_where_that_is_switched_on(bool isAllowed, HttpStatusCode expected)
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.AllowGroupSubscription = isAllowed);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var group = await alice.CreateGroupAsync(102);
        var pair = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");

        Assert.Equal(expected, (await dave.PostAsync($"/chat/Dialog/{group}/subscribe", "{}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await dave.PostAsync($"/chat/Dialog/{pair}/subscribe", "")).Status);
        Assert.Equal(expected, (await alice.DeleteAsync($"/chat/Dialog/{group}/subscribe")).Status);
    }

    [Fact]
    public async Task Many_at_once_all_get_in()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateDialogAsync("""{"type":4,"name":"all"}""");
        string[] logins = ["bot", "bob", "carol", "dave"];
        var clients = await Task.WhenAll(logins.Select(login => RestClient.SignInAsync(sandbox, login)));

        await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, 5).Select(async _ =>
        {
            await client.PostAsync($"/chat/Dialog/{id}/subscribe", "");
            await client.WriteAsync(id, "x");
        })));

        var dialog = (await alice.DialogAsync(id))!;
        Assert.Equal((5, 20), ((int)dialog["occupants_count"]!, (int)dialog["unread_messages_count"]!));
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task The_occupants_are_told_page_by_page_without_their_secrets()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateGroupAsync(102, 103, 104);

        var (_, all) = await alice.GetAsync($"/chat/Dialog/{id}/occupants");
        var (_, some) = await alice.GetAsync($"/chat/Dialog/{id}/occupants.json?limit=2&skip=1");
        var (_, news) = await alice.GetAsync($"/chat/Dialog/{SandboxServer.BroadcastDialogId}/occupants");
        var (negative, _) = await alice.GetAsync($"/chat/Dialog/{id}/occupants?limit=-3");

        Assert.Equal([101, 102, 103, 104], all!["items"]!.AsArray().Select(user => (int)user!["id"]!));
        Assert.Equal(["bob", "carol"], some!["items"]!.AsArray().Select(user => (string)user!["login"]!));
        Assert.DoesNotContain("password", RestClient.Text(all), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(news!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, negative);
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("\"0\"", "\"1\"")]
    [InlineData("false", "true")]
    public async Task Who_switches_alerts_off_gets_none_until_they_are_on_again(string off, string on)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (id, other) = (await alice.CreateGroupAsync(102, 103), await alice.CreateGroupAsync(102));
        var path = $"/chat/Dialog/{id}/notifications";

        var (_, before) = await bob.GetAsync(path);
        var (_, switched) = await bob.PutAsync(path, $$"""{"enabled":{{off}}}""");
        await alice.WriteAsync(id, "one", ""","send_to_chat":1""");
        await alice.WriteAsync(other, "two", ""","send_to_chat":1""");
        var (_, ofAlice) = await alice.GetAsync(path);
        await bob.PutAsync(path, $$"""{"enabled":{{on}}}""");
        await alice.WriteAsync(id, "three", ""","send_to_chat":1""");

        Assert.Equal("""{"notifications":{"enabled":1}}""", RestClient.Text(before));
        Assert.Equal("""{"notifications":{"enabled":0}}""", RestClient.Text(switched));
        Assert.Equal("""{"notifications":{"enabled":1}}""", RestClient.Text(ofAlice));
        Assert.Equal(["Alice: two", "Alice: three"], await AlertsAsync(bob, 102));
        Assert.Equal(["Alice: one", "Alice: three"], await AlertsAsync(bob, 103));
    }

    [Theory]
    [InlineData("?user_id=alice", HttpStatusCode.UnprocessableEntity)]
    [InlineData("?user_id=999", HttpStatusCode.OK)]
    [InlineData("?user_id=99999999999", HttpStatusCode.UnprocessableEntity)]
    public async Task The_log_of_alerts_needs_no_session_and_a_user_or_none(string query, HttpStatusCode expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var nobody = new RestClient(sandbox);

        Assert.Equal(expected, (await nobody.GetAsync($"/sandbox/alerts{query}")).Status);
    }

    private static async Task<IEnumerable<string>> AlertsAsync(RestClient client, int userId) =>
        (await client.GetAsync($"/sandbox/alerts?user_id={userId}")).Body!["items"]!.AsArray().Select(alert => (string)alert!["text"]!);
}
