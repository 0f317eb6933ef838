using System.Globalization;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Who has been away, and who is back, in the complete host.</summary>
public sealed class ActivityTests
{
    private static readonly TimeSpan ThreeDays = TimeSpan.FromDays(3);

    [Fact]
    public async Task A_bot_hears_once_that_somebody_who_has_talked_to_it_is_away_and_once_that_they_are_back()
    {
        await using var scene = await ActivityScene.StartAsync(Keep());
        scene.People.Goes("101");
        scene.People.Goes("102");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");

        scene.Clock.Shift(ThreeDays);
        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());
        await scene.LookedForAsync("101");
        scene.People.Comes("101");
        Assert.Equal("101 in d101 is back", await scene.SaidAsync());
        await scene.LookedForAsync("101");
        scene.People.Goes("101");
        await scene.LookedForAsync("101");
        scene.Clock.Shift(ThreeDays);
        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());

        await scene.LookedForAsync("101");
        Assert.Empty(scene.TakeSaid());
        Assert.DoesNotContain("102", scene.People.Asked); // who has not talked
    }

    [Fact]
    public async Task A_bot_gets_its_own_times_and_its_own_people_alone()
    {
        await using var scene = await ActivityScene.StartAsync(bot => bot
            .OnInactive(TimeSpan.FromDays(1), Say("a day"), WatchedUsers.Named(new UserRef("101")))
            .OnInactive(TimeSpan.FromDays(2), Say("two days"), WatchedUsers.Named(new UserRef("102"), new UserRef("103")))
            .OnInactive(TimeSpan.FromDays(2), Say("two days, too"), WatchedUsers.Named(new UserRef("103"))));
        scene.People.Goes("101");
        scene.People.Goes("102");
        scene.People.Goes("103");
        await scene.LookedForAsync("103");

        scene.Clock.Shift(TimeSpan.FromDays(10));

        var said = new List<string>();
        while (said.Count < 4)
        {
            said.Add(await scene.SaidAsync());
        }

        Assert.Equal(["101: a day", "102: two days", "103: two days", "103: two days, too"], said.Order(StringComparer.Ordinal));
        await scene.LookedForAsync("103");
        Assert.Empty(scene.TakeSaid());
    }

    [Fact]
    public async Task What_the_settings_watch_is_for_every_bot_that_handles_the_events()
    {
        await using var scene = await ActivityScene.StartAsync(
            bot => bot.On<UserBecameInactive>((gone, context, token) =>
                context.SayAsync(gone.Dialog, $"{gone.User.Id} {string.Join(' ', gone.Watches)}", token)),
            "--Activity:Watch:0:Users:0=101", "--Activity:Watch:0:InactiveAfter:0=1.00:00:00", "--Activity:Watch:0:InactiveAfter:1=2.00:00:00",
            "--Activity:Watch:1:Dialog=5f01", "--Activity:Watch:1:InactiveAfter:0=2.00:00:00",
            "--Activity:Watch:2:HasTalkedTo=*", "--Activity:Watch:2:InactiveAfter:0=3.00:00:00");
        scene.People.Dialog = Dialog("101", "102", Sample.Account.Id);
        scene.People.Goes("101");
        scene.People.Goes("102");
        scene.People.Goes("103");
        await scene.TalkAsync("103");
        await scene.LookedForAsync("103");
        await scene.LookedForAsync("101");

        scene.Clock.Shift(TimeSpan.FromDays(4));

        var said = new List<string>();
        while (said.Count < 4)
        {
            said.Add(await scene.SaidAsync());
        }

        Assert.Equal(
            [
                "101 settings/dialog/5f01/2.00:00:00 settings/named/2.00:00:00", "101 settings/named/1.00:00:00",
                "102 settings/dialog/5f01/2.00:00:00", "103 settings/talked/3.00:00:00",
            ],
            said.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Sample.Account.Id, scene.People.Asked);
    }

    [Fact]
    public async Task Whoever_is_a_member_no_longer_is_looked_for_no_more()
    {
        await using var scene = await ActivityScene.StartAsync(
            Other(), "--Activity:Watch:0:Dialog=5f01", "--Activity:MembersInterval=00:00:01");
        scene.People.Goes("101");
        scene.People.Goes("102");
        scene.People.Dialog = Dialog("101", "102");
        await scene.LookedForAsync("102");

        scene.People.Dialog = Dialog("101", "103");
        await scene.LookedForAsync("103"); // a stranger to the network, and a member
        scene.People.Asked.Clear();
        await scene.LookedForAsync("101");

        Assert.DoesNotContain("102", scene.People.Asked);
    }

    [Fact]
    public async Task A_change_is_told_once()
    {
        var heard = 0;
        await using var scene = await ActivityScene.StartAsync(
            bot => bot.On<LastActivityObserved>((one, context, token) => context.SayAsync(
                one.Dialog, string.Create(CultureInfo.InvariantCulture, $"{one.IsOnline} {++heard}"), token)),
            "--Activity:Watch:0:Users:0=101");
        scene.People.Goes("101");
        await scene.LookedForAsync("101");

        scene.People.Comes("101");
        Assert.Equal("True 1", await scene.SaidAsync());
        await scene.LookedForAsync("101");
        scene.People.Goes("101");
        Assert.Equal("False 2", await scene.SaidAsync());
        await scene.LookedForAsync("101");

        Assert.Empty(scene.TakeSaid());
    }

    [Fact]
    public async Task While_the_connection_is_away_nothing_is_told_and_nothing_is_lost()
    {
        await using var scene = await ActivityScene.StartAsync(Keep());
        scene.People.Goes("101");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");

        scene.Connector.Break();
        await Until.TrueAsync(() => !scene.Host.Accounts.IsConnected(Sample.Account));
        scene.Clock.Shift(TimeSpan.FromDays(5));
        Assert.Empty(scene.TakeSaid());
        scene.Connector.Return();

        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());
        await scene.LookedForAsync("101");
        Assert.Empty(scene.TakeSaid());
    }

    [Theory]
    [InlineData("item-not-found")]
    [InlineData("service-unavailable")]
    public async Task Somebody_of_whom_the_network_does_not_speak_holds_nobody_up(string reason)
    {
        await using var scene = await ActivityScene.StartAsync(
            Keep(), "--Activity:Watch:0:Users:0=100666", "--Activity:Watch:0:InactiveAfter:0=00:00:01");
        scene.People.Refuses("100666", reason);
        scene.People.Goes("101");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");

        scene.Clock.Shift(ThreeDays);

        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());
        Assert.Contains("100666", scene.People.Asked);
    }

    [Fact]
    public async Task Somebody_about_whom_the_network_does_not_answer_is_asked_about_later_and_the_others_now()
    {
        string[] silent = [.. Enumerable.Range(100_600, 40).Select(id => id.ToString(CultureInfo.InvariantCulture))]; // before 101 in the line
        await using var scene = await ActivityScene.StartAsync(Other());
        Array.ForEach(silent, scene.People.Swallows);
        scene.People.Goes("101");
        await scene.StartAgainAsync(
            Other(), [.. silent.Append("101").Select((user, index) => $"--Activity:Watch:0:Users:{index}={user}")]);

        await scene.LookedForAsync("101");

        Assert.Subset(scene.People.Asked.ToHashSet(), silent.ToHashSet());
    }

    [Fact]
    public async Task A_host_that_was_down_meanwhile_tells_it_late_and_once()
    {
        using var directory = new TempDirectory();
        var storage = Fakes.TestHost.StorageIn(directory);
        await using var scene = await ActivityScene.StartAsync(Keep(), storage);
        scene.People.Goes("101");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");
        await scene.StopAsync();

        scene.Clock.Shift(TimeSpan.FromDays(30));
        await scene.StartAgainAsync(Keep(), storage);
        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());
        await scene.LookedForAsync("101");
        await scene.StartAgainAsync(Keep(), storage);
        await scene.LookedForAsync("101");
        await scene.StartAgainAsync(Other(), storage); // the bot is gone for a while
        await scene.StartAgainAsync(Keep(), storage);
        await scene.LookedForAsync("101");

        Assert.Empty(scene.TakeSaid());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_stops_nothing_and_tells_nothing_twice()
    {
        await using var scene = await ActivityScene.StartAsync(Keep(), "--Activity:Interval=00:00:02");
        scene.People.Goes("101");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");
        scene.Clock.Shift(ThreeDays);
        Assert.Equal("101 in d101 is away for 3 days", await scene.SaidAsync());
        await scene.LookedForAsync("101");

        scene.Clock.Shift(-TimeSpan.FromDays(2));
        await scene.LookedForAsync("101");
        scene.Clock.Shift(TimeSpan.FromDays(2));
        await scene.LookedForAsync("101");

        Assert.Empty(scene.TakeSaid());
    }

    [Fact]
    public async Task The_network_tells_by_itself_of_those_who_were_there_last_and_the_others_are_asked_about()
    {
        await using var scene = await ActivityScene.StartAsync(Other());
        scene.People.Goes("101");
        scene.People.Comes("102");
        await scene.StartAgainAsync(
            Keep(), "--Activity:UseSubscriptions=true", "--Activity:MaxSubscriptions=1", "--Activity:Watch:0:Users:0=101", "--Activity:Watch:0:Users:1=102");
        await Until.TrueAsync(() => scene.People.Subscribed.Contains(("102", true)));
        await scene.LookedForAsync("101");
        await scene.TalkAsync("102");
        scene.People.Asked.Clear();

        scene.People.Goes("102");
        await scene.Connector.ReceiveAsync(Sample.Activity(isOnline: false) is var one ? one with
        {
            Origin = one.Origin with { OccurredAt = scene.Clock.GetUtcNow() },
            User = new UserRef("102"),
            Dialog = new DialogRef("d102"),
            LastActiveAt = scene.Clock.GetUtcNow(),
        } : null!);
        await Until.TrueAsync(() => scene.People.Asked.Contains("102")); // whether it is so
        await scene.LookedForAsync("101");
        scene.People.Asked.Clear();
        await scene.LookedForAsync("101");
        Assert.DoesNotContain("102", scene.People.Asked);
        scene.Clock.Shift(ThreeDays);

        Assert.Equal("102 in d102 is away for 3 days", await scene.SaidAsync());
        Assert.DoesNotContain(("101", true), scene.People.Subscribed);
    }

    private static Action<BotBuilder> Keep() => bot => bot
        .OnInactive(ThreeDays, (gone, context, token) =>
            context.SayAsync(gone.Dialog, $"{gone.User.Id} in {gone.Dialog.Id} is away for {gone.After.Days} days", token))
        .OnActive(ThreeDays, (back, context, token) =>
            context.SayAsync(back.Dialog, $"{back.User.Id} in {back.Dialog.Id} is back", token));

    private static Action<BotBuilder> Other() => bot => bot.OnCommand("other", "Does something else.", () => "");

    private static Func<UserBecameInactive, IBotContext, CancellationToken, Task> Say(string text) =>
        (gone, context, token) => context.SayAsync(gone.Dialog, $"{gone.User.Id}: {text}", token);

    private static DialogInfo Dialog(params string[] members) => new()
    {
        Dialog = new DialogRef("5f01"),
        Type = DialogType.Group,
        Members = [.. members.Select(id => new UserRef(id))],
    };
}
