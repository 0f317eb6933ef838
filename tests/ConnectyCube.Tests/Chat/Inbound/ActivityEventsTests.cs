using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

public sealed class ActivityEventsTests
{
    private readonly InboundFixture _inbound = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(90, false)]
    public void M64_a_user_who_is_watched_comes_and_goes(int seconds, bool isOnline)
    {
        _inbound.Wishes.Watch("101");
        _inbound.Dialogs.TryLearnClaim(Private, "101");

        var happened = _inbound.Event<LastActivityObserved>(Notice("101-1@localhost", $"{seconds}"));

        Assert.Equal((new DialogRef(Private), new UserRef("101")), (happened.Dialog, happened.User));
        Assert.Equal(isOnline, happened.IsOnline);
        Assert.Equal(Now.AddSeconds(-seconds), happened.LastActiveAt);
    }

    [Theory]
    [InlineData("102-1@localhost")]
    [InlineData("101-1@elsewhere.example")]
    [InlineData("localhost")]
    public void Nobody_is_heard_who_is_not_watched(string from)
    {
        _inbound.Wishes.Watch("101");

        _inbound.AssertIgnored(Ignored.Stranger, Notice(from, "0"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_none_is_malformed(string seconds)
    {
        _inbound.Wishes.Watch("101");

        _inbound.AssertIgnored(Ignored.Malformed, Notice("101-1@localhost", seconds));
    }

    [Fact]
    public void An_answer_to_something_else_is_left_out() => _inbound.AssertIgnored(
        Ignored.Unhandled, "<iq xmlns='jabber:client' type='result' id='i1' from='101-1@localhost'><query xmlns='jabber:iq:version'/></iq>");

    private static string Notice(string from, string seconds) =>
        $"<iq xmlns='jabber:client' type='result' id='i1' from='{from}'><query xmlns='jabber:iq:last' seconds='{seconds}'/></iq>";
}
