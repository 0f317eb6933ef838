using System.Text.RegularExpressions;
using static BotPlatform.Sandbox.Tests.Chat.ResumableClient;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>XEP-0198 §5: a session survives its connection.</summary>
public sealed partial class ResumptionTests
{
    [Fact]
    public async Task What_was_not_acknowledged_comes_again_and_then_what_came_meanwhile()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await WriteAsync(alice, "one");
        await WriteAsync(alice, "two");
        await bob.ReadUntilAsync("<body>two</body>");
        await bob.SendAsync("<message to='101-1@localhost' type='chat'><body>handled</body></message>");
        await bob.ReadUntilQuietAsync();
        bob.Reset();
        await WriteAsync(alice, "three");
        await alice.ReadUntilQuietAsync();

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='2'/>");

        // Handled by the server: the presence, the message, the ping. By the client: the echo of the presence, and "one".
        await again.ReadUntilAsync($"<resumed xmlns=\"urn:xmpp:sm:3\" h=\"3\" previd=\"{id}\"/>");
        var messages = await again.ReadUntilAsync("<body>three</body>");
        Assert.DoesNotContain("<body>one</body>", messages, StringComparison.Ordinal);
        Assert.Matches("<body>two</body>.*<body>three</body>", messages);
        Assert.DoesNotContain("<delay ", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_session_is_as_if_nothing_had_happened()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var other = await RawClient.SignInAsync(sandbox, 102);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await other.ReadUntilAsync("<presence ");
        bob.Reset();

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");
        await again.ReadUntilAsync("<resumed ");
        await WriteAsync(alice, "hello");

        await again.ReadUntilAsync("<body>hello</body>");
        Assert.DoesNotContain("unavailable", await other.ReadUntilAsync("<body>hello</body>"), StringComparison.Ordinal);
        await again.SendAsync("<r xmlns='urn:xmpp:sm:3'/>");
        await again.ReadUntilAsync("<a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/>");
    }

    [Fact]
    public async Task Resuming_takes_over_from_a_connection_that_is_still_open()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        await using var old = bob;

        await using var again = await RawClient.AuthenticateAsync(sandbox, 102);
        await again.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='1'/>");
        await again.ReadUntilAsync("<resumed ");

        Assert.EndsWith("<stream:error><conflict xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error></stream:stream>",
            await old.ReadToEndAsync(), StringComparison.Ordinal);
        await WriteAsync(alice, "hello");
        await again.ReadUntilAsync("<body>hello</body>");
    }

    [Fact]
    public async Task A_session_can_be_resumed_again_and_again()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        for (var i = 0; i < 5; i++)
        {
            bob.Reset();
            await WriteAsync(alice, $"n{i}");
            bob = await RawClient.AuthenticateAsync(sandbox, 102);
            await bob.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='{i + 1}'/>");
            await bob.ReadUntilAsync("<resumed ");
            await bob.ReadUntilAsync($"<body>n{i}</body>");
        }

        await bob.DisposeAsync();
    }

    [Fact]
    public async Task Over_many_cuts_nothing_is_lost_or_doubled_or_out_of_order()
    {
        const int count = 500;
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var (bob, id) = await ResumableAsync(sandbox, 102);
        var random = new Random(20);
        var received = new List<string>();
        var writing = WriteManyAsync(alice, count);

        while (received.Count < count)
        {
            for (var i = random.Next(25); i > 0 && received.Count < count; i--)
            {
                received.Add(Body().Match(await bob.ReadUntilAsync("</message>")).Groups["text"].Value);
            }

            bob.Reset();
            bob = await RawClient.AuthenticateAsync(sandbox, 102);

            // The echo of the presence, and the messages.
            await bob.SendAsync($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='{1 + received.Count}'/>");
            await bob.ReadUntilAsync("<resumed ");
        }

        await writing;
        await bob.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"n{i}"), received);
    }

    [GeneratedRegex("<body>(?<text>[^<]*)</body>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Body();
}
