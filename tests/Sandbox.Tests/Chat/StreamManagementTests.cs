using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class StreamManagementTests
{
    private const string Enable = "<enable xmlns='urn:xmpp:sm:3'/>";
    private const string Request = "<r xmlns='urn:xmpp:sm:3'/>";

    [Fact]
    public async Task The_server_counts_every_stanza_since_the_start()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.BindAsync(sandbox, 101);

        await alice.SendAsync(Enable);
        await alice.ReadUntilAsync("<enabled xmlns=\"urn:xmpp:sm:3\"/>");
        await alice.SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq><presence/>");
        await alice.SendAsync($"<message to='102-1@localhost' type='chat'><body>x</body></message>{Request}");

        await alice.ReadUntilAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"3\"/>");
    }

    [Fact]
    public async Task What_a_dead_session_did_not_acknowledge_waits_for_the_next_one()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await ManagedAsync(sandbox, 102);
        await SendAsync(alice, "one");
        await SendAsync(alice, "two");
        await bob.ReadUntilAsync("<body>two</body>");

        // The presence echo and "one".
        await bob.SendAsync("<a xmlns='urn:xmpp:sm:3' h='2'/>");
        await bob.ReadUntilQuietAsync();
        bob.Reset();

        await using var again = await WaitForAsync(sandbox, 102);
        var received = await again.ReadUntilAsync("<body>two</body>") + await again.ReadUntilAsync("</message>");
        Assert.DoesNotContain("<body>one</body>", received, StringComparison.Ordinal);
        Assert.Contains("<delay ", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_session_did_not_acknowledge_goes_to_a_session_that_came_later()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await ManagedAsync(sandbox, 102);
        await SendAsync(alice, "one");
        await bob.ReadUntilAsync("<body>one</body>");
        await using var other = await RawClient.SignInAsync(sandbox, 102);

        bob.Reset();

        await other.ReadUntilAsync("<body>one</body>");
    }

    [Fact]
    public async Task A_session_that_has_the_message_too_does_not_get_it_twice()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await ManagedAsync(sandbox, 102);
        await using var other = await RawClient.SignInAsync(sandbox, 102);
        await SendAsync(alice, "one");
        await bob.ReadUntilAsync("<body>one</body>");
        await other.ReadUntilAsync("<body>one</body>");

        bob.Reset();

        await other.ReadUntilAsync("type=\"unavailable\"");
        Assert.DoesNotContain("<body>", await other.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_asks_for_an_acknowledgement_after_messages()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await ManagedAsync(sandbox, 102);

        await SendAsync(alice, "one");

        await bob.ReadUntilAsync("</message><r xmlns=\"urn:xmpp:sm:3\"/>");
    }

    [Fact]
    public async Task Acknowledging_more_than_was_sent_closes_the_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await ManagedAsync(sandbox, 102);

        await bob.SendAsync("<a xmlns='urn:xmpp:sm:3' h='77'/>");

        // The presence echo is all that was sent.
        Assert.EndsWith(
            "<stream:error><undefined-condition xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
            + "<handled-count-too-high xmlns=\"urn:xmpp:sm:3\" h=\"77\" send-count=\"1\"/></stream:error></stream:stream>",
            await bob.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_never_acknowledges_is_closed_and_loses_nothing()
    {
        const int count = 20;
        await using var sandbox = await TestSandbox.StartAsync(o => o.SessionQueueLimit = o.OfflineLimit = count);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await ManagedAsync(sandbox, 102);

        for (var i = 0; i < count; i++)
        {
            await SendAsync(alice, $"n{i}");
            await alice.ReadUntilQuietAsync();
        }

        await bob.ReadToEndAsync();
        await using var again = await WaitForAsync(sandbox, 102);
        for (var i = 0; i < count; i++)
        {
            await again.ReadUntilAsync($"<body>n{i}</body>");
        }
    }

    [Fact]
    public async Task A_silent_session_is_pinged_and_then_closed()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.ReadUntilQuietAsync();

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Contains(
            "type=\"get\"><ping xmlns=\"urn:xmpp:ping\"/></iq>", await bob.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("<stream:error><connection-timeout ", await bob.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_answers_the_ping_stays()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.ReadUntilQuietAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        await bob.ReadUntilAsync("</iq>");
        clock.Advance(TimeSpan.FromSeconds(10));

        await bob.SendAsync("<iq type='result' id='ping-1' to='localhost'/>");
        await bob.ReadUntilQuietAsync();
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.DoesNotContain("stream:error", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    private static async Task<RawClient> ManagedAsync(SandboxServer sandbox, int userId)
    {
        var client = await RawClient.BindAsync(sandbox, userId);
        await client.SendAsync(Enable + "<presence/>");
        await client.ReadUntilAsync("<enabled xmlns=\"urn:xmpp:sm:3\"/>");
        await client.ReadUntilAsync("<presence ");
        return client;
    }

    /// <summary>Signs in; the messages of the dead session come when the server has noticed its death.</summary>
    private static Task<RawClient> WaitForAsync(SandboxServer sandbox, int userId) => RawClient.SignInAsync(sandbox, userId);

    private static Task SendAsync(RawClient client, string text) =>
        client.SendAsync($"<message to='102-1@localhost' type='chat'><body>{text}</body></message>");
}
