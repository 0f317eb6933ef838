using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class SeenBotTests
{
    private readonly BotTest _bot = BotTest.Of<SeenBot>();

    // snippet:request-test
    [Fact]
    public async Task Says_now_of_who_is_there()
    {
        _bot.Answer((GetLastActivity asked) => new LastActivity
        {
            User = asked.User,
            IsOnline = true,
            LastActiveAt = Sample.Moment,
        });

        await _bot.Receives("!seen 102");

        _bot.Replied("Now.");
    }

    [Fact]
    public async Task Says_never_of_who_was_never_there()
    {
        _bot.Answer<GetLastActivity, LastActivity>(_ => throw new RequestFailedException("Nobody.", "item-not-found"));

        await _bot.Receives("!seen 102");

        _bot.Replied("Never.");
    }
    // end

    [Fact]
    public async Task Watches_and_greets()
    {
        _bot.AnswerDone<WatchActivity>();

        await _bot.Receives("!watch 102");
        Assert.Equal(new WatchActivity { Account = Sample.Account, User = new UserRef("102") }, Assert.Single(_bot.Requests));
        await _bot.Receives(Sample.Activity(isOnline: true));
        _bot.Replied("There you are.");
        await _bot.Receives(Sample.Activity(isOnline: false));
        _bot.DidNothing();
    }
}
