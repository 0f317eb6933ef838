using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Section 4.13: when somebody was last there.</summary>
public sealed class LastActivityTests
{
    private const string Ask = "<iq type='get' id='q' to='102-1@localhost'><query xmlns='jabber:iq:last'/></iq>";

    [Fact]
    public async Task M63_the_time_since_somebody_was_there_outlives_their_sessions()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(Ask);
        Assert.Contains("<error code=\"404\" type=\"cancel\"><item-not-found ", await alice.ReadUntilAsync("</iq>"), StringComparison.Ordinal);

        await using (var bob = await RawClient.SignInAsync(sandbox, 102))
        {
            await alice.SendAsync(Ask);
            await alice.ReadUntilAsync(Answer(alice, 0));
            await bob.SendAsync("</stream:stream>");
            await bob.ReadToEndAsync();
        }

        clock.Advance(TimeSpan.FromSeconds(42));
        await alice.SendAsync(Ask);
        await alice.ReadUntilAsync(Answer(alice, 42));
    }

    [Fact]
    public async Task M63_who_is_unavailable_is_not_there()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.SendAsync("<presence type='unavailable'/>");
        await bob.ReadUntilQuietAsync();
        clock.Advance(TimeSpan.FromSeconds(5));

        await alice.SendAsync(Ask);

        await alice.ReadUntilAsync(Answer(alice, 5));
    }

    [Fact]
    public async Task M64_a_subscriber_hears_the_first_session_come_and_the_last_one_go()
    {
        await using var sandbox = await TestSandbox.StartAsync(time: new ManualClock());
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await SubscribeAsync(alice, "true");

        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        Assert.Matches(Event(alice, 0), await alice.ReadUntilAsync("</iq>"));
        await using var phone = await RawClient.SignInAsync(sandbox, 102);
        await bob.SendAsync("<presence type='unavailable'/>");
        await bob.ReadUntilQuietAsync();
        Assert.DoesNotContain("jabber:iq:last", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
        await phone.SendAsync("</stream:stream>");

        // Within the same second, and still no zero: that would say "online".
        Assert.Matches(Event(alice, 1), await alice.ReadUntilAsync("</iq>"));
        await alice.SendAsync(Ask);
        await alice.ReadUntilAsync(Answer(alice, 1));
    }

    [Fact]
    public async Task M64_a_subscription_ends_when_it_is_told_to()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await SubscribeAsync(alice, "true");
        await SubscribeAsync(alice, "false");

        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        Assert.DoesNotContain("jabber:iq:last", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M64_of_a_lost_session_the_time_counts_from_when_it_was_lost()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(o => o.ResumeTimeout = TimeSpan.FromSeconds(20), clock);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await SubscribeAsync(alice, "true");
        await using var bob = await RawClient.BindAsync(sandbox, 102);
        await bob.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>");
        await bob.ReadUntilAsync("<presence ");
        await alice.ReadUntilAsync("</iq>");
        await sandbox.Chaos.CutAsync(102);

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Matches(Event(alice, 20), await alice.ReadUntilAsync("</iq>"));
    }

    [Fact]
    public async Task M63_a_blocked_user_may_neither_ask_nor_subscribe_nor_hear_more()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await SubscribeAsync(alice, "true");
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await alice.ReadUntilAsync("seconds=\"0\"/></iq>");
        await bob.SendAsync(
            "<iq type='set' id='l'><query xmlns='jabber:iq:privacy'><list name='b'>"
            + "<item type='jid' value='101-1@localhost' action='deny' order='1'/></list></query></iq>"
            + "<iq type='set' id='d'><query xmlns='jabber:iq:privacy'><default name='b'/></query></iq>");
        await bob.ReadUntilAsync("id=\"d\" type=\"result\"/>");

        await alice.SendAsync(Ask);
        Assert.Contains("code=\"503\"", await alice.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
        await alice.SendAsync(
            "<iq type='set' id='s'><subscribe xmlns='https://connectycube.com/protocol/status_streaming' "
            + "user_jid='102-1@localhost' enable='true'/></iq>");
        Assert.Contains("code=\"503\"", await alice.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
        await bob.SendAsync("</stream:stream>");
        await bob.ReadToEndAsync();
        Assert.DoesNotContain("seconds=", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user_jid='102-1@localhost'", 400, "bad-request")]
    [InlineData("enable='true'", 400, "bad-request")]
    [InlineData("user_jid='999-1@localhost' enable='true'", 404, "item-not-found")]
    [InlineData("user_jid='localhost' enable='true'", 404, "item-not-found")]
    public async Task M64_a_subscription_to_nothing_is_refused(string attributes, int code, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(
            $"<iq type='set' id='s'><subscribe xmlns='https://connectycube.com/protocol/status_streaming' {attributes}/></iq>");

        Assert.Matches($"<error code=\"{code}\" type=\"[a-z]+\"><{condition} ", await alice.ReadUntilAsync("</iq>"));
    }

    private static async Task SubscribeAsync(RawClient client, string enable)
    {
        await client.SendAsync(
            "<iq type='set' id='s'><subscribe xmlns='https://connectycube.com/protocol/status_streaming' "
            + $"user_jid='102-1@localhost' enable='{enable}'/></iq>");
        await client.ReadUntilAsync("id=\"s\" type=\"result\"/>");
    }

    private static string Answer(RawClient to, int seconds) =>
        $"<iq from=\"102-1@localhost\" to=\"{to.Jid}\" id=\"q\" type=\"result\"><query xmlns=\"jabber:iq:last\" seconds=\"{seconds}\"/></iq>";

    private static string Event(RawClient to, int seconds) =>
        $"<iq type=\"result\" from=\"102-1@localhost\" to=\"{to.Jid}\" id=\"[a-z0-9-]+\">"
        + $"<query xmlns=\"jabber:iq:last\" seconds=\"{seconds}\"/></iq>$";
}
