using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Section 6.7.</summary>
public sealed class UnreadTests
{
    [Fact]
    public async Task It_is_told_in_all_and_for_each_dialog_and_public_ones_do_not_count()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (one, two, read) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102));
        var (open, foreign) = (await alice.CreateDialogAsync("""{"type":4,"name":"all"}"""), await alice.CreateGroupAsync(103));
        await bob.PostAsync($"/chat/Dialog/{open}/subscribe", "");
        foreach (var dialog in new[] { one, one, two, open, foreign })
        {
            await alice.WriteAsync(dialog, "x");
        }

        var (_, all) = await bob.GetAsync("/chat/Message/unread.json");
        var (_, empty) = await bob.GetAsync("/chat/Message/unread?chat_dialog_ids=");
        var (_, some) = await bob.GetAsync($"/chat/Message/unread?chat_dialog_ids={one},%20{read}");
        var (_, list) = await bob.GetAsync($"/chat/Message/unread?dialogs_ids[]={two}&dialogs_ids[]={one}");
        var (status, others) = await bob.GetAsync($"/chat/Message/unread?dialogs_ids={foreign},{open},nonsense,{two}");

        Assert.Equal((3, 2, 1), ((int)all!["total"]!, (int)all[one]!, (int)all[two]!));
        Assert.Equal(3, all.AsObject().Count);
        Assert.Equal(3, (int)empty!["total"]!);
        Assert.Equal($$"""{"total":2,"{{one}}":2,"{{read}}":0}""", RestClient.Text(some));
        Assert.Equal($$"""{"total":3,"{{two}}":1,"{{one}}":2}""", RestClient.Text(list));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($$"""{"total":1,"{{two}}":1}""", RestClient.Text(others));
    }

    [Fact]
    public async Task What_is_read_does_not_count_any_more()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialog = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102]}""");
        await alice.WriteAsync(dialog, "x");
        await bob.WriteAsync(dialog, "y");

        await bob.GetAsync($"/chat/Message?chat_dialog_id={dialog}");

        Assert.Equal("""{"total":0}""", RestClient.Text((await bob.GetAsync("/chat/Message/unread")).Body));
        Assert.Equal($$"""{"total":1,"{{dialog}}":1}""", RestClient.Text((await alice.GetAsync("/chat/Message/unread")).Body));
    }

    [Fact]
    public async Task Whatever_takes_messages_away_or_marks_them_changes_the_count_and_nobody_elses()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        using var carol = await RestClient.SignInAsync(sandbox, "carol");
        var dialog = await alice.CreateGroupAsync(102, 103);
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await alice.WriteAsync(dialog, "x"));
        }

        Assert.Equal((10, 10), await CountAsync());
        await bob.GetAsync($"/chat/Message?chat_dialog_id={dialog}&limit=2");
        await bob.GetAsync($"/chat/Message?chat_dialog_id={dialog}&limit=2");
        await bob.GetAsync($"/chat/Message?chat_dialog_id={dialog}&mark_as_read=0");
        Assert.Equal((8, 10), await CountAsync());
        await bob.PutAsync($"/chat/Message/{ids[2]},{ids[1]}", $$"""{"chat_dialog_id":"{{dialog}}","read":1}""");
        await bob.PutAsync($"/chat/Message/{ids[3]}", $$"""{"chat_dialog_id":"{{dialog}}","delivered":1}""");
        Assert.Equal((7, 10), await CountAsync());
        await bob.DeleteAsync($"/chat/Message/{ids[0]},{ids[9]}");
        Assert.Equal((6, 10), await CountAsync());
        await alice.DeleteAsync($"/chat/Message/{ids[0]},{ids[9]},{ids[4]}", "force=1");
        Assert.Equal((5, 7), await CountAsync());
        await carol.PutAsync("/chat/Message", $$"""{"chat_dialog_id":"{{dialog}}","read":1}""");
        Assert.Equal((5, 0), await CountAsync());
        await bob.DeleteAsync($"/chat/Dialog/clearHistory/{dialog}");
        await alice.WriteAsync(dialog, "y");
        Assert.Equal((1, 1), await CountAsync());
        await alice.DeleteAsync($"/chat/Dialog/clearHistory/{dialog}", "force=1");
        Assert.Equal((0, 0), await CountAsync());
        await alice.WriteAsync(dialog, "z");
        Assert.Equal((1, 1), await CountAsync());

        async Task<(int Bob, int Carol)> CountAsync() => (await OfAsync(bob), await OfAsync(carol));

        async Task<int> OfAsync(RestClient client)
        {
            var (_, counts) = await client.GetAsync($"/chat/Message/unread?chat_dialog_ids={dialog}");
            Assert.Equal((int)counts![dialog]!, (int)(await client.DialogAsync(dialog))!["unread_messages_count"]!);
            return (int)counts["total"]!;
        }
    }
}
