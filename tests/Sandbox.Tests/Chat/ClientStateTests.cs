namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Section 4.14: a client says whether somebody looks at it.</summary>
public sealed class ClientStateTests
{
    private const string Inactive = "<iq type='set' id='m'><mobile xmlns='http://tigase.org/protocol/mobile#v2' enable='true'/></iq>";
    private const string Active = "<iq type='set' id='m'><mobile xmlns='http://tigase.org/protocol/mobile#v2' enable='false'/></iq>";

    [Theory]
    [InlineData(Inactive, Active)]
    [InlineData("<inactive xmlns='urn:xmpp:csi:0'/>", "<active xmlns='urn:xmpp:csi:0'/>")]
    public async Task M62_a_session_becomes_inactive_and_active_again(string inactive, string active)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        Assert.True(Assert.Single(sandbox.Chaos.SessionsOf(102)).IsActive);

        await bob.SendAsync(inactive);
        await bob.ReadUntilQuietAsync();
        Assert.False(Assert.Single(sandbox.Chaos.SessionsOf(102)).IsActive);

        await bob.SendAsync(active);
        await bob.ReadUntilQuietAsync();
        Assert.True(Assert.Single(sandbox.Chaos.SessionsOf(102)).IsActive);
    }

    [Fact]
    public async Task M62_an_inactive_session_gets_every_message()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.SendAsync(Inactive);
        await bob.ReadUntilAsync("id=\"m\" type=\"result\"/>");

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>hello</body></message>");

        await bob.ReadUntilAsync("<body>hello</body>");
    }

    [Theory]
    [InlineData("<mobile xmlns='http://tigase.org/protocol/mobile#v2'/>")]
    [InlineData("<mobile xmlns='http://tigase.org/protocol/mobile#v2' enable='perhaps'/>")]
    public async Task M62_a_request_that_says_neither_is_refused(string mobile)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await bob.SendAsync($"<iq type='set' id='m'>{mobile}</iq>");

        Assert.Contains("<bad-request ", await bob.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
    }
}
