using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class SeenBotTests
{
    private readonly BotHarness<SeenBot> _bot = new(new SeenBot());

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

        await _bot.ReceiveAsync(Sample.Message("!seen 102"));

        Assert.Equal("Now.", Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task Says_never_of_who_was_never_there()
    {
        _bot.Answer<GetLastActivity, LastActivity>(_ => throw new RequestFailedException("Nobody.", "item-not-found"));

        await _bot.ReceiveAsync(Sample.Message("!seen 102"));

        Assert.Equal("Never.", Assert.Single(_bot.Sent).Text);
    }
    // end

    [Fact]
    public async Task Watches_and_greets()
    {
        _bot.AnswerDone<WatchActivity>();

        await _bot.ReceiveAsync(Sample.Message("!watch 102"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Activity(isOnline: true), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Activity(isOnline: false), TestTimeout.Token);

        Assert.Equal(new WatchActivity { Account = Sample.Account, User = new UserRef("102") }, Assert.Single(_bot.Requests));
        Assert.Equal("There you are.", Assert.Single(_bot.Sent).Text);
    }
}
