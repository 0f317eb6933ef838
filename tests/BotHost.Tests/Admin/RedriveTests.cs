using System.Text.Json;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.Storage.Parked;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>How what is parked comes to its bot again.</summary>
public sealed class RedriveTests
{
    [Fact]
    public async Task What_is_redriven_is_handled_although_its_dialog_has_gone_on()
    {
        await using var host = await ParkingHost.StartAsync();
        var numbers = await host.ParkAsync("101", "bad 1", "bad 2");
        host.Mend();

        var redriven = await host.RedriveAsync($"/admin/parked/{numbers[1]}/redrive");

        Assert.Equal([numbers[1]], redriven.Numbers);
        Assert.Equal(("bad 2", "101"), await NextAsync(host));
        Assert.Equal([numbers[0]], await host.NumbersAsync("101"));
        Assert.Equal(404, (await host.AskAsync(HttpMethod.Post, $"/admin/parked/{numbers[1]}/redrive")).Status);
    }

    [Fact]
    public async Task What_fails_again_is_parked_again_under_its_number_and_its_attempts_add_up()
    {
        await using var host = await ParkingHost.StartAsync();
        var numbers = await host.ParkAsync("101", "bad 1", "bad 2");
        var before = await host.GetAsync<ParkedDetails>($"/admin/parked/{numbers[0]}");

        await host.RedriveAsync($"/admin/parked/{numbers[0]}/redrive");
        await host.SettleAsync("101");

        var after = await host.GetAsync<ParkedDetails>($"/admin/parked/{numbers[0]}");
        Assert.Equal((2, 4), (before.Attempts, after.Attempts));
        Assert.Equal(before.FirstParkedAt, after.FirstParkedAt);
        Assert.Equal(numbers, await host.NumbersAsync("101"));
        host.Mend();
        await host.RedriveAsync("/admin/parked/redrive", new { dialog = "101" });
        Assert.Equal([("bad 1", "101"), ("bad 2", "101")], [await NextAsync(host), await NextAsync(host)]);
    }

    [Fact]
    public async Task Dialogs_are_redriven_in_their_order_while_others_write()
    {
        const int Dialogs = 10, Items = 150; // more than are moved at once
        await using var host = await ParkingHost.StartAsync("--Bus:MaxEventsInFlight=20");
        var dialogs = Enumerable.Range(0, Dialogs).Select(i => $"dialog{i}").ToList();
        foreach (var dialog in dialogs)
        {
            Assert.Equal(Items, (await host.ParkAsync(dialog, [.. Enumerable.Range(0, Items).Select(i => $"bad {i}")])).Length);
        }

        host.Mend();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Dialogs * Items; i++)
            {
                await host.WriteAsync($"live {i / Dialogs}", dialogs[i % Dialogs]);
            }
        });
        var redriven = await Task.WhenAll(dialogs.Select(dialog => host.RedriveAsync("/admin/parked/redrive", new { dialog })));
        var answers = new List<(string Text, string Dialog)>();
        while (answers.Count < 2 * Dialogs * Items)
        {
            answers.Add(await NextAsync(host));
        }

        await writing;
        Assert.All(redriven, one => Assert.Equal((Items, 0), (one.Numbers.Count, one.Kept.Count)));
        Assert.All(dialogs, dialog => Assert.All(["bad", "live"], what => Assert.Equal(
            Enumerable.Range(0, Items).Select(i => $"{what} {i}"),
            answers.Where(one => one.Dialog == dialog && one.Text.StartsWith(what, StringComparison.Ordinal)).Select(one => one.Text))));
        Assert.Equal(0, await host.Store.CountAsync(new ParkedFilter(), TestTimeout.Token));
    }

    [Fact]
    public async Task Of_two_people_who_redrive_an_item_at_the_same_time_one_does_and_the_other_is_told()
    {
        await using var host = await ParkingHost.StartAsync();
        var numbers = await host.ParkAsync("101", [.. Enumerable.Range(0, 50).Select(i => $"bad {i}")]);
        host.Mend();

        var answers = await Task.WhenAll(numbers.SelectMany(number => Enumerable.Range(0, 2).Select(async _ =>
            (Number: number, Answer: await host.AskAsync(HttpMethod.Post, $"/admin/parked/{number}/redrive")))));

        var repeated = new HashSet<string>();
        while (repeated.Count < numbers.Length)
        {
            Assert.True(repeated.Add((await NextAsync(host)).Text));
        }

        await host.SettleAsync("101"); // and no more came
        Assert.All(answers.GroupBy(one => one.Number), pair =>
        {
            Assert.Single(pair, one => one.Answer.Status == 200);
            var (status, sentence) = Assert.Single(pair, one => one.Answer.Status != 200).Answer;
            Assert.Contains(status, new[] { 404, 409 });
            Assert.Contains($"item {pair.Key}", sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Of_two_people_who_redrive_a_dialog_at_the_same_time_both_are_told_what_they_did()
    {
        await using var host = await ParkingHost.StartAsync();
        var numbers = await host.ParkAsync("101", [.. Enumerable.Range(0, 250).Select(i => $"bad {i}")]);
        host.Mend();

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => RedriveAsync()));

        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(($"bad {i}", "101"), await NextAsync(host));
        }

        await host.SettleAsync("101");
        Assert.Equal(numbers, both.SelectMany(one => one?.Numbers ?? []).Order());
        Assert.All(both.OfType<Redriven>().SelectMany(one => one.Kept), kept => Assert.Contains($"{kept.Number}", kept.Reason, StringComparison.Ordinal));

        // Null when the other one has done it all already.
        async Task<Redriven?> RedriveAsync()
        {
            using var body = new StringContent("""{"dialog":"101"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await host.Http.PostAsync("/admin/parked/redrive", body, TestTimeout.Token);
            return answer.IsSuccessStatusCode
                ? JsonSerializer.Deserialize<Redriven>(await answer.Content.ReadAsStringAsync(TestTimeout.Token), JsonSerializerOptions.Web)
                : null;
        }
    }

    [Theory]
    [InlineData("bot-gone", "MessageReceived", "{}", "This host has no bot gone, for which item 1 is parked.")]
    [InlineData("send", "SendMessage", "{}", "Item 1 of the queue send is for no bot.")]
    [InlineData("bot-acting", "MessageForgotten", "{}", "Item 1 is a MessageForgotten that this program cannot read: ")]
    [InlineData("bot-acting", "MessageReceived", "{}", "Item 1 is a MessageReceived that this program cannot read: ")]
    [InlineData("bot-acting", "MessageReceived", "{\"", "Item 1 is a MessageReceived that this program cannot read: ")]
    [InlineData(
        "bot-acting", "SetTyping", """{"account":{"network":"sample","id":"100"},"dialog":{"id":"1"},"isTyping":true}""",
        "Item 1 is a SetTyping, which is no event.")]
    [InlineData(
        "bot-help", "OccupantLeft",
        """{"origin":{"eventId":"1","account":{"network":"sample","id":"100"},"occurredAt":"2026-01-01T00:00:00Z"},"dialog":{"id":"1"},"user":{"id":"1"}}""",
        "The bot help no longer wants item 1: it would do nothing.")]
    public async Task What_cannot_be_tried_again_here_stays_and_keeps_nothing_else(string queue, string kind, string body, string reason)
    {
        await using var host = await ParkingHost.StartAsync();
        await host.PutAsync(queue, kind, body);
        await host.ParkAsync("101", "bad 1");
        host.Mend();

        var (status, sentence) = await host.AskAsync(HttpMethod.Post, "/admin/parked/1/redrive");
        var dialog = await host.RedriveAsync("/admin/parked/redrive", new { dialog = "101" });

        Assert.Equal(409, status);
        Assert.StartsWith(reason, sentence, StringComparison.Ordinal);
        Assert.Equal(("bad 1", "101"), await NextAsync(host));
        Assert.Equal((1, sentence), Assert.Single(dialog.Kept.Select(one => (one.Number, one.Reason))));
        Assert.Equal([1], await host.NumbersAsync("101"));
    }

    private static async Task<(string Text, string Dialog)> NextAsync(ParkingHost host) =>
        await host.NextAsync() is var sent ? (sent.Text, sent.Dialog.Id) : default;
}
