using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class OfflineTests
{
    [Fact]
    public async Task Messages_wait_and_come_once_in_order_with_their_time()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='102-1@localhost' type='chat' id='5f1a2b3c4d5e6f7081920a01'><body>first</body></message>");
        await alice.SendAsync(
            $"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='5f1a2b3c4d5e6f7081920a02'><body>second</body></message>");
        await alice.SendAsync(
            "<message to='102-1@localhost' type='chat' id='r'><received xmlns='urn:xmpp:chat-markers:0' id='x'/></message>");
        await alice.ReadUntilQuietAsync();
        clock.Advance(TimeSpan.FromSeconds(5));

        await using (var bob = await RawClient.SignInAsync(sandbox, 102))
        {
            const string delay = "<delay xmlns=\"urn:xmpp:delay\" from=\"localhost\" stamp=\"2030-01-01T00:00:00.000Z\"/></message>";
            Assert.EndsWith(delay, await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
            Assert.Contains("<body>second</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
            Assert.Contains("<received ", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
            await bob.SendAsync("</stream:stream>");
            await bob.ReadToEndAsync();
        }

        await using var again = await RawClient.SignInAsync(sandbox, 102);
        Assert.DoesNotContain("<message", await again.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_while_somebody_is_there_carries_no_delay()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>now</body></message>");

        Assert.DoesNotContain("delay", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unavailable_session_gets_nothing_until_it_is_back()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await bob.SendAsync("<presence type='unavailable'/>");
        await bob.ReadUntilQuietAsync();

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>later</body></message>");
        await alice.ReadUntilQuietAsync();

        Assert.DoesNotContain("later", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
        await bob.SendAsync("<presence/>");
        await bob.ReadUntilAsync("<body>later</body>");
    }

    [Fact]
    public async Task Of_too_many_messages_the_newest_are_kept()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.OfflineLimit = 2);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        foreach (var text in new[] { "one", "two", "three" })
        {
            await alice.SendAsync($"<message to='102-1@localhost' type='chat'><body>{text}</body></message>");
        }

        await alice.ReadUntilQuietAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        Assert.Contains("<body>two</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.Contains("<body>three</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_message_waits_and_other_headlines_do_not()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        const string format =
            "<message to='102-1@localhost' type='headline'><extraParams><moduleIdentifier>{0}</moduleIdentifier></extraParams></message>";

        await alice.SendAsync(string.Format(format, "WebRTCVideoChat"));
        await alice.SendAsync(string.Format(format, "SystemNotifications"));
        await alice.ReadUntilQuietAsync();

        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var received = await bob.ReadUntilQuietAsync();
        Assert.Contains("SystemNotifications", received, StringComparison.Ordinal);
        Assert.DoesNotContain("WebRTCVideoChat", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_does_not_read_is_closed_and_its_messages_wait()
    {
        const int count = 400;
        await using var sandbox = await TestSandbox.StartAsync(o => o.SessionQueueLimit = o.OfflineLimit = 10);
        await using var stuck = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var padding = new string('x', 100_000);   // more than the socket's buffers take

        for (var i = 0; i < count; i++)
        {
            await alice.SendAsync($"<message to='102-1@localhost' type='chat'><body>n{i} {padding}</body></message>");
        }

        await alice.ReadUntilQuietAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var received = await bob.ReadUntilAsync($"<body>n{count - 1} ");
        Assert.Contains("<delay ", received, StringComparison.Ordinal);
    }
}
