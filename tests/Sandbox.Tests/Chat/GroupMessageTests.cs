namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class GroupMessageTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Fact]
    public async Task Every_member_gets_it_from_the_room_and_the_author_an_echo_on_all_devices()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102, 103);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var phone = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var dave = await RawClient.SignInAsync(sandbox, 104);

        await alice.SendAsync($"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{Id}'><body>hi</body></message>");

        foreach (var (client, userId) in new[] { (alice, 101), (phone, 101), (bob, 102) })
        {
            var message = await client.ReadUntilAsync("</message>");
            Assert.Contains(
                $"<message from=\"1_{dialogId}@muc.localhost/101\" to=\"{userId}-1@localhost\" id=\"{Id}\" type=\"groupchat\"><body>hi</body>",
                message,
                StringComparison.Ordinal);
            Assert.Contains($"<dialog_id>{dialogId}</dialog_id>", message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<message", await dave.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1_5f00000000000000000000ff@muc.localhost", "groupchat", 404, "item-not-found")]
    [InlineData("1_{dialog}@muc.localhost", "groupchat", 403, "forbidden")]
    [InlineData("1_{dialog}@muc.localhost/102", "groupchat", 400, "bad-request")]
    [InlineData("1_{dialog}@muc.localhost", "chat", 400, "bad-request")]
    [InlineData("1_{dialog}@muc.localhost", "headline", 501, "feature-not-implemented")]
    [InlineData("1_5f0000000000000000000b01@muc.localhost", "groupchat", 403, "forbidden")]
    public async Task What_a_room_does_not_take_comes_back_with_a_code(string to, string type, int code, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        to = to.Replace("{dialog}", await rest.CreateGroupAsync(102), StringComparison.Ordinal);
        await using var dave = await RawClient.SignInAsync(sandbox, 104);

        await dave.SendAsync($"<message to='{to}' type='{type}' id='{Id}'><body>hi</body></message>");

        var error = await dave.ReadUntilAsync("</message>");
        Assert.Contains($"from=\"{to}\" to=\"{dave.Jid}\" type=\"error\" id=\"{Id}\"><body>hi</body>", error, StringComparison.Ordinal);
        Assert.Matches($"<error code=\"{code}\" type=\"[a-z]+\"><{condition} ", error);
    }

    [Fact]
    public async Task The_owner_writes_into_the_broadcast_and_everybody_reads_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bot = await RawClient.SignInAsync(sandbox, 100);
        await using var dave = await RawClient.SignInAsync(sandbox, 104);

        await bot.SendAsync(
            $"<message to='1_{SandboxServer.BroadcastDialogId}@muc.localhost' type='groupchat' id='{Id}'><body>news</body></message>");

        await dave.ReadUntilAsync("<body>news</body>");
        await bot.ReadUntilAsync("<body>news</body>");
    }

    [Fact]
    public async Task Typing_in_a_group_goes_to_the_others_only()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await alice.SendAsync(
            $"<message to='1_{dialogId}@muc.localhost' type='groupchat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");

        Assert.Contains("<composing ", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        Assert.DoesNotContain("composing", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }
}
