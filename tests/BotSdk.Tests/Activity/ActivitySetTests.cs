using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Activity;

public sealed class ActivitySetTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void What_a_bot_watches_has_a_name_that_is_the_same_in_every_process()
    {
        var bot = Catalog(one => one
            .OnInactive(Day, Nothing)
            .OnInactive(2 * Day, Nothing, WatchedUsers.MembersOf(new DialogRef("5f01")))
            .OnActive(Day, (_, _, _) => Task.CompletedTask, WatchedUsers.Named(new UserRef("101")))).Bots[0];

        Assert.Equal(["bot/talked/1.00:00:00", "bot/dialog/5f01/2.00:00:00", "bot/named/1.00:00:00"], bot.Watches.Select(watch => watch.Name));
        Assert.Equal([typeof(UserBecameInactive), typeof(UserBecameActive)], bot.Events);
    }

    [Fact]
    public async Task Each_handler_hears_of_its_own_time_alone()
    {
        await using var bot = BotTest.Of(one => one.OnInactive(Day, Say("a day")).OnInactive(2 * Day, Say("two days")));

        await bot.BecomesInactive(2 * Day).From("alice");

        bot.Replied("two days");
    }

    [Fact]
    public async Task What_another_bot_has_asked_for_is_no_business_of_this_one()
    {
        await using var bot = BotTest.With(services => services
            .AddBot("first", one => one.OnInactive(Day, Say("first"))).AddBot("second", one => one.OnInactive(Day, Say("second"))));

        await bot.BecomesInactive(Day).From("alice").With(gone => gone with { Watches = ["second/talked/1.00:00:00"] });

        bot.Bot("first").DidNothing();
        bot.Bot("second").Replied("second");
    }

    [Fact]
    public async Task Who_is_back_is_told_to_those_who_asked()
    {
        await using var bot = BotTest.Of(one => one.OnActive(Day, (back, context, token) =>
            context.SayAsync(back.Dialog, $"away since {back.InactiveSince:u}", token)));
        var since = bot.Clock.GetUtcNow() - Day;

        await bot.BecomesActive(Day).From("alice");

        bot.Replied($"away since {since:u}");
    }

    [Theory]
    [InlineData("00:00:00.9")]
    [InlineData("-1.00:00:00")]
    [InlineData("4000.00:00:00")]
    public void A_time_that_cannot_be_asked_for_is_refused(string after)
    {
        var error = Assert.Throws<BotDefinitionException>(() => Catalog(bot => bot.OnInactive(TimeSpan.Parse(after, null), Nothing)).Bots);

        Assert.Contains("between a second and ten years", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_nobody_is_refused()
    {
        var error = Assert.Throws<BotDefinitionException>(() => Catalog(bot => bot.OnInactive(Day, Nothing, WatchedUsers.Named())).Bots);

        Assert.Contains("watches the activity of nobody", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_that_handles_every_such_event_has_no_times_of_its_own_beside() => Assert.Throws<BotDefinitionException>(
        () => Catalog(bot => bot.On<UserBecameInactive>((_, _, _) => Task.CompletedTask).OnInactive(Day, Nothing)).Bots);

    [Fact]
    public async Task A_test_that_lets_happen_what_nobody_asked_for_is_told_so()
    {
        await using var bot = BotTest.Of(one => one.OnInactive(Day, Nothing));

        var error = Assert.Throws<BotTestException>(() => bot.BecomesInactive(2 * Day));

        Assert.Equal("No bot asks who has been away for 2.00:00:00, but for 1.00:00:00.", error.Message);
    }

    private static Task Nothing(UserBecameInactive gone, IBotContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Func<UserBecameInactive, IBotContext, CancellationToken, Task> Say(string text) =>
        (gone, context, token) => context.SayAsync(gone.Dialog, text, token);

    private static BotCatalog Catalog(Action<BotBuilder> configure) =>
        new(_ => [KeyValuePair.Create<string, object>("bot", new InlineBot(configure))]);
}
