using BotPlatform.TestKit;
using static BotPlatform.Sandbox.Tests.Chat.ResumableClient;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>XEP-0198 §5: what becomes of a session that is not resumed, and who may not resume it.</summary>
public sealed class ResumptionLimitTests
{
    private const string NotFound =
        "<item-not-found xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>";

    [Fact]
    public async Task Beyond_the_limit_of_connections_sessions_cannot_be_resumed()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.MaxConnections = 1);
        var (bob, _) = await ResumableAsync(sandbox, 102);
        await sandbox.Chaos.CutAsync();
        bob.Reset();

        await using var again = await RawClient.BindAsync(sandbox, 102);
        await again.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");

        await again.ReadUntilAsync("<enabled xmlns=\"urn:xmpp:sm:3\"/>");
    }

    [Fact]
    public async Task Another_users_session_is_not_found()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await using var victim = bob;
        await using var alice = await RawClient.AuthenticateAsync(sandbox, 101);

        await alice.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='0'/>");

        await alice.ReadUntilAsync("<failed xmlns=\"urn:xmpp:sm:3\">" + NotFound);
        await victim.ReadUntilQuietAsync();
    }

    [Fact]
    public async Task After_a_failure_a_resource_can_be_bound_on_the_same_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.AuthenticateAsync(sandbox, 101);

        await alice.SendAsync("<resume xmlns='urn:xmpp:sm:3' previd='nothing' h='0'/>");
        await alice.ReadUntilAsync("<failed xmlns=\"urn:xmpp:sm:3\">" + NotFound);
        await alice.SendAsync("<resume xmlns='urn:xmpp:sm:3' h='0'/>");
        await alice.ReadUntilAsync("<bad-request ");
        await alice.SendAsync("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");

        await alice.ReadUntilAsync("<jid>101-1@localhost/");
    }

    [Fact]
    public async Task A_session_that_said_goodbye_cannot_be_resumed_and_its_count_is_known()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await using var first = bob;
        await first.SendAsync("</stream:stream>");
        await first.ReadToEndAsync();

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");

        await again.ReadUntilAsync("<failed xmlns=\"urn:xmpp:sm:3\" h=\"1\">" + NotFound);
    }

    [Fact]
    public async Task When_its_time_is_up_its_messages_go_elsewhere_and_it_is_unavailable()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(o => o.ResumeTimeout = TimeSpan.FromSeconds(20), clock);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102, max: 20);
        await WriteAsync(alice, "one");
        await bob.ReadUntilAsync("<body>one</body>");
        await sandbox.Chaos.CutAsync(102);
        await using var other = await RawClient.SignInAsync(sandbox, 102);

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains(bob.Jid, await other.ReadUntilAsync("type=\"unavailable\""), StringComparison.Ordinal);
        await other.ReadUntilAsync("<body>one</body>");
        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");
        await again.ReadUntilAsync("<failed xmlns=\"urn:xmpp:sm:3\" h=\"1\">" + NotFound);
    }

    [Fact]
    public async Task A_client_may_ask_for_less_time()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.BindAsync(sandbox, 101);

        await alice.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='1' max='7'/>");

        Assert.EndsWith(" resume=\"true\" max=\"7\"/>", await alice.ReadUntilAsync("/>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resumption_that_is_switched_off_is_not_claimed()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.ResumeTimeout = TimeSpan.Zero);
        await using var alice = await RawClient.BindAsync(sandbox, 101);

        await alice.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");

        await alice.ReadUntilAsync("<enabled xmlns=\"urn:xmpp:sm:3\"/>");
        await alice.SendAsync("<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>");
        await alice.ReadUntilAsync("<failed xmlns=\"urn:xmpp:sm:3\"><unexpected-request ");
    }

    [Fact]
    public async Task Resuming_with_a_count_beyond_what_was_sent_ends_the_session()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (bob, id) = await ResumableAsync(sandbox, 102);
        bob.Reset();

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='9'/>");

        Assert.EndsWith(
            "<handled-count-too-high xmlns=\"urn:xmpp:sm:3\" h=\"9\" send-count=\"1\"/></stream:error></stream:stream>",
            await again.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_the_resource_of_a_session_that_waits_replaces_it_and_its_messages_are_kept()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102, resource: "phone");
        await WriteAsync(alice, "one");
        await bob.ReadUntilAsync("<body>one</body>");
        bob.Reset();

        await using var again = await RawClient.SignInAsync(sandbox, 102, "phone");

        await again.ReadUntilAsync("<body>one</body>");
        await using var late = await RawClient.AuthenticateAsync(sandbox, 102);
        await late.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");
        await late.ReadUntilAsync("<failed ");
    }

    [Fact]
    public async Task A_session_that_too_much_waits_for_ends_and_the_newest_messages_are_kept()
    {
        const int limit = 10;
        await using var sandbox = await TestSandbox.StartAsync(o => (o.SessionQueueLimit, o.OfflineLimit) = (limit, limit));
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        bob.Reset();
        for (var i = 0; i < 3 * limit; i++)
        {
            await WriteAsync(alice, $"n{i}");
        }

        await alice.ReadUntilQuietAsync();
        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");
        await again.ReadUntilAsync("<failed ");
        await again.SendAsync("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq><presence/>");

        for (var i = 2 * limit; i < 3 * limit; i++)
        {
            await again.ReadUntilAsync($"<body>n{i}</body>");
        }
    }

    [Fact]
    public async Task A_session_whose_connection_gives_no_sign_of_life_can_be_resumed()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await using var silent = bob;
        await silent.ReadUntilQuietAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        await silent.ReadUntilAsync("<ping ");
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("<stream:error><connection-timeout ", await silent.ReadToEndAsync(), StringComparison.Ordinal);

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");

        await again.ReadUntilAsync("<resumed ");
    }
}
