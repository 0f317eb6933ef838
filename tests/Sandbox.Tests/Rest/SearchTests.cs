using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest;

/// <summary>Section 6.9.</summary>
public sealed class SearchTests
{
    // 2030-01-01 is when the clock starts; the messages come 5 seconds apart.
    [Theory]
    [InlineData("search_text=pizza", "two pizza,one pizza", "Pizzeria")]
    [InlineData("search_text=Pizz", "", "Pizzeria")]   // case counts
    [InlineData("search_text=pizza&limit=1", "two pizza", "Carol")]
    [InlineData("search_text=pizza&chat_dialog_ids={pair}", "two pizza", "Carol")]
    [InlineData("search_text=pizza&chat_dialog_ids={foreign}", "", "")]
    [InlineData("search_text=pizza&start_date=2030-01-01T00:00:07.123Z&end_date=2029-12-31", "one pizza", "Pizzeria")]
    [InlineData("search_text=pizza&start_date=1893456020&end_date=1893456006", "two pizza", "Carol")]
    [InlineData("search_text=%F0%9F%8D%95%F0%9F%8D%95%F0%9F%8D%95%F0%9F%8D%95", "\U0001F355\U0001F355\U0001F355\U0001F355", "Pizzeria")]
    [InlineData("search_text=' OR '1'='1", "", "")]
    [InlineData("search_text=.*.*", "", "")]
    public async Task Messages_and_dialogs_of_ones_own_are_found(string query, string messages, string dialog)
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var group = await alice.CreateDialogAsync("""{"type":2,"name":"Pizzeria","occupants_ids":[102]}""");
        var pair = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[103]}""");
        var foreign = await bob.CreateGroupAsync(103);
        await bob.WriteAsync(foreign, "foreign pizza");
        clock.Advance(TimeSpan.FromSeconds(5));
        await bob.WriteAsync(group, "one pizza");
        await bob.WriteAsync(group, "\U0001F355\U0001F355\U0001F355\U0001F355");
        clock.Advance(TimeSpan.FromSeconds(5));
        await alice.WriteAsync(pair, "two pizza");
        query = query.Replace("{pair}", pair, StringComparison.Ordinal).Replace("{foreign}", foreign, StringComparison.Ordinal);

        var (status, body) = await alice.GetAsync($"/chat/search.json?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        var results = body!["results"]!;
        Assert.Equal(messages, string.Join(',', results["messages"]!.AsArray().Select(message => (string)message!["message"]!)));
        var names = results["dialogs"]!.AsArray().Select(found => (string)found!["name"]!).ToArray();
        Assert.True(dialog.Length == 0 ? names.Length == 0 : names.Contains(dialog));
        var senders = results["messages"]!.AsArray().Select(message => (int)message!["sender_id"]!).Distinct();
        Assert.Equal(senders, results["users"]!.AsArray().Select(user => (int)user!["id"]!));
    }

    [Fact]
    public async Task What_is_cleared_or_deleted_is_not_found()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var dialog = await alice.CreateGroupAsync(102);
        await alice.WriteAsync(dialog, "pizza one");
        await bob.DeleteAsync($"/chat/Dialog/clearHistory/{dialog}");
        var two = await alice.WriteAsync(dialog, "pizza two");
        await bob.DeleteAsync($"/chat/Message/{two}");

        Assert.Empty((await bob.GetAsync("/chat/search?search_text=pizza")).Body!["results"]!["messages"]!.AsArray());
        Assert.Equal(2, (await alice.GetAsync("/chat/search?search_text=pizza")).Body!["results"]!["messages"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("", "search_text")]
    [InlineData("search_text=abc", "search_text")]
    [InlineData("search_text[$ne]=abcd", "search_text")]
    [InlineData("search_text=%F0%9F%8D%95%F0%9F%8D%95", "search_text")]   // four characters of UTF-16, two that people see
    [InlineData("search_text=pizza&start_date=2030-01-01", "end_date")]
    [InlineData("search_text=pizza&end_date=2030-01-01", "start_date")]
    [InlineData("search_text=pizza&start_date=now&end_date=2030-01-01", "start_date")]
    [InlineData("search_text=pizza&limit=-1", "limit")]
    [InlineData("search_text=pizza&limit=99999999999", "limit")]
    [InlineData("search_text=pizza&chat_dialog_ids=1,2,3,4,5,6,7,8,9,10,11", "chat_dialog_ids")]
    public async Task What_cannot_be_searched_for_is_refused(string query, string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.GetAsync($"/chat/search?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, Assert.Single(body!["errors"]!.AsObject()).Key);
    }
}
