using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.ConnectyCube.Activity;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Activity;

/// <summary>Sections 4.13 and 4.14.</summary>
public sealed class ActivityTests
{
    private static readonly AccountRef Account = new("connectycube", "100");
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeSession _session = new();
    private readonly SessionWishes _wishes = new();
    private readonly ChatAddresses _addresses = new("1", "localhost");

    [Theory]
    [InlineData(false, "true")]
    [InlineData(true, "false")]
    public async Task M62_the_network_is_told_whether_somebody_looks(bool isActive, string enable)
    {
        _wishes.IsInactive = isActive;

        await new ActivitySwitch(_session, _wishes).AnswerAsync(
            new SetActivity { Account = Account, IsActive = isActive }, TestTimeout.Token);

        Assert.Equal(
            [$"""<iq xmlns="jabber:client" type="set"><mobile xmlns="http://tigase.org/protocol/mobile#v2" enable="{enable}"/></iq>"""],
            _session.Sent);
        Assert.Equal(!isActive, _wishes.IsInactive);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3600, false)]
    public async Task M63_the_last_activity_is_a_time(int seconds, bool isOnline)
    {
        _session.AnswerWith($"<query xmlns='jabber:iq:last' seconds='{seconds}'/>");

        var answer = await AskAsync("101");

        Assert.Equal(
            ["""<iq xmlns="jabber:client" to="101-1@localhost" type="get"><query xmlns="jabber:iq:last"/></iq>"""], _session.Sent);
        Assert.Equal(
            new LastActivity { User = new UserRef("101"), IsOnline = isOnline, LastActiveAt = Now.AddSeconds(-seconds) }, answer);
    }

    [Fact]
    public async Task M63_a_user_who_was_never_there_is_refused()
    {
        _session.RefuseWith("item-not-found");

        Assert.Equal("item-not-found", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => AskAsync("999"))).Reason);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_is_worth_another_try()
    {
        _session.AnswerWith("<query xmlns='jabber:iq:last'/>");

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => AskAsync("101")));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("")]
    [InlineData("5f0000000000000000000a01")]
    public async Task Whoever_is_no_user_is_refused_without_asking(string user)
    {
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => AskAsync(user));
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => WatchAsync(user, isWatching: true));

        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task M64_watching_begins_and_stops()
    {
        await WatchAsync("101", isWatching: true);
        Assert.True(_wishes.IsWatching("101"));
        await WatchAsync("101", isWatching: false);
        Assert.False(_wishes.IsWatching("101"));

        Assert.Equal([Subscribe("true"), Subscribe("false")], _session.Sent);

        static string Subscribe(string enable) => "<iq xmlns=\"jabber:client\" type=\"set\"><subscribe "
            + $"xmlns=\"https://connectycube.com/protocol/status_streaming\" user_jid=\"101-1@localhost\" enable=\"{enable}\"/></iq>";
    }

    [Fact]
    public async Task What_was_refused_is_not_asked_for_again()
    {
        _session.RefuseWith("feature-not-implemented");

        await Assert.ThrowsAsync<ConnectorRefusedException>(() => WatchAsync("101", isWatching: true));
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => new ActivitySwitch(_session, _wishes).AnswerAsync(
            new SetActivity { Account = Account, IsActive = false }, TestTimeout.Token));

        Assert.Empty(_wishes.Watched);
        Assert.False(_wishes.IsInactive);
    }

    private Task<LastActivity> AskAsync(string user) => new LastActivityQuery(_session, _addresses.RequireUser, new ManualClock(Now))
        .AnswerAsync(new GetLastActivity { Account = Account, User = new UserRef(user) }, TestTimeout.Token);

    private Task<Done> WatchAsync(string user, bool isWatching) => new ActivityWatch(_session, _addresses, _wishes)
        .AnswerAsync(new WatchActivity { Account = Account, User = new UserRef(user), IsWatching = isWatching }, TestTimeout.Token);
}
