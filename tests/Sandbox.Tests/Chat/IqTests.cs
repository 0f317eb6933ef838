namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class IqTests
{
    [Theory]
    [InlineData("to='localhost'", "<ping xmlns='urn:xmpp:ping'/>", "get", """type="result"/>""")]
    [InlineData("", "<query xmlns='jabber:iq:roster'/>", "get", """type="result"><query xmlns="jabber:iq:roster"/></iq>""")]
    [InlineData("", "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>", "set", """type="result"/>""")]
    [InlineData("", "<enable xmlns='urn:xmpp:carbons:2'/>", "set", """type="result"/>""")]
    public async Task The_server_answers(string to, string payload, string type, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<iq type='{type}' id='q1' {to}>{payload}</iq>");

        Assert.Contains("id=\"q1\" " + expected, await alice.ReadUntilAsync(expected), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to='localhost'", "<query xmlns='http://jabber.org/protocol/disco#info'/>", 501, "feature-not-implemented")]
    [InlineData("to='102-1@localhost'", "<query xmlns='jabber:iq:version'/>", 501, "feature-not-implemented")]
    [InlineData("to='102-1@localhost/nobody'", "<ping xmlns='urn:xmpp:ping'/>", 503, "service-unavailable")]
    [InlineData("to='elsewhere.example'", "<ping xmlns='urn:xmpp:ping'/>", 404, "remote-server-not-found")]
    [InlineData("", "", 400, "bad-request")]
    public async Task What_is_not_there_is_refused_with_a_code(string to, string payload, int code, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync($"<iq type='get' id='q1' {to}>{payload}</iq>");

        var answer = await alice.ReadUntilAsync("</iq>");
        Assert.Contains("type=\"error\" id=\"q1\"", answer, StringComparison.Ordinal);
        Assert.Matches($"<error code=\"{code}\" type=\"[a-z]+\"><{condition} ", answer);
    }

    [Fact]
    public async Task A_request_to_another_session_reaches_it_and_the_answer_comes_back()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await alice.SendAsync($"<iq type='get' id='q1' to='{bob.Jid}'><ping xmlns='urn:xmpp:ping'/></iq>");
        Assert.Contains($"from=\"{alice.Jid}\"", await bob.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
        await bob.SendAsync($"<iq type='result' id='q1' to='{alice.Jid}'/>");

        Assert.Contains($"from=\"{bob.Jid}\"", await alice.ReadUntilAsync("/>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_iq_without_an_id_costs_one_stanza_only()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>");

        Assert.Contains("<bad-request ", await alice.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
        await alice.ReadUntilQuietAsync();
    }
}
