using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.Contracts.Chat;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

public sealed class SystemMessageTests
{
    private const string Module = "<moduleIdentifier>SystemNotifications</moduleIdentifier>";

    private readonly InboundFixture _inbound = new();

    [Fact]
    public void M65_a_system_message_brings_the_apps_parameters()
    {
        _inbound.Dialogs.TryLearnClaim(Private, "101");

        var happened = _inbound.Event<SystemMessageReceived>(Headline($"""
            <body>hint</body>
            <extraParams>{Module}<date_sent>1800000000</date_sent><notification_type>1</notification_type><dialog_id>{Group}</dialog_id>
            <room><name>Team</name></room></extraParams>
            """));

        Assert.Equal((new DialogRef(Private), new UserRef("101"), "hint"), (happened.Dialog, happened.Sender, happened.Text));
        Assert.Equal(
            new Dictionary<string, string> { ["notification_type"] = "1", ["dialog_id"] = Group, ["room/name"] = "Team" },
            happened.Parameters);
        Assert.Equal($"connectycube/system/101/{Id}", happened.Origin.EventId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1800000000), happened.Origin.OccurredAt);
        Assert.False(happened.WasDelayed);
        Assert.Null(_inbound.Dialogs.Find(Group));
    }

    [Fact]
    public void M65_one_that_was_kept_says_so() => Assert.True(_inbound.Event<SystemMessageReceived>(
        Headline($"<extraParams>{Module}</extraParams><delay xmlns='urn:xmpp:delay' stamp='2028-02-03T04:05:06Z'/>")).WasDelayed);

    [Theory]
    [InlineData("<extraParams><moduleIdentifier>WebRTCVideoChat</moduleIdentifier></extraParams>")]
    [InlineData("<extraParams><x>1</x></extraParams>")]
    [InlineData("<body>x</body>")]
    public void Call_signalling_and_other_headlines_are_left_out(string payloads) =>
        _inbound.AssertIgnored(Ignored.Unhandled, Headline(payloads));

    [Theory]
    [InlineData("101-1@elsewhere.example/x", Ignored.Stranger)]
    [InlineData(Room + "/101", Ignored.Stranger)]
    [InlineData("localhost", Ignored.Stranger)]
    [InlineData("100-1@localhost/other", Ignored.OwnEcho)]
    internal void Only_users_of_the_application_are_heard_and_not_ourselves(string from, Ignored reason) => _inbound.AssertIgnored(
        reason, $"<message xmlns='jabber:client' type='headline' from='{from}'><extraParams>{Module}</extraParams></message>");

    private static string Headline(string payloads) => Direct(payloads, type: "headline");
}
