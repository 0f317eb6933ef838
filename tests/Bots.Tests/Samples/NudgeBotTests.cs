using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Activity;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class NudgeBotTests
{
    private static readonly DialogRef Team = new("5f0000000000000000000112");

    // snippet:away-test
    [Fact]
    public async Task Misses_people_and_greets_them()
    {
        await using var bot = BotTest.Of<NudgeBot>();

        await bot.BecomesInactive(TimeSpan.FromDays(3)).From("alice");
        bot.Replied("Not here since 2025-12-30: is all well?");

        await bot.BecomesActive(TimeSpan.FromDays(3)).From("alice");
        bot.Replied("Welcome back.");
    }
    // end

    [Fact]
    public async Task The_inline_bot_watches_the_team_and_the_boss()
    {
        await using var bot = BotTest.Of(Configure);

        await bot.BecomesInactive(TimeSpan.FromHours(1)).From("alice");
        Assert.Equal("101 is away.", Assert.Single(bot.LastActs).Text);
        await bot.BecomesInactive(TimeSpan.FromDays(1)).From("bob");
        bot.DidNothing(); // who is no boss
    }

    private static void Configure(BotBuilder bot)
    {
        // snippet:away-whom
        bot.OnInactive(
            TimeSpan.FromHours(1),
            (gone, context, ct) => context.SayAsync(Team, $"{gone.User.Id} is away.", ct),
            WatchedUsers.MembersOf(Team));
        bot.OnInactive(
            TimeSpan.FromDays(1),
            (gone, context, ct) => context.SayAsync(Team, "The boss is on holiday.", ct),
            WatchedUsers.Named(new UserRef("101")));
        // end
    }
}
