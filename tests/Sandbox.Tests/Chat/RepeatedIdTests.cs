namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class RepeatedIdTests
{
    private const string Id = "5f1a2b3c4d5e6f7081920a0b";

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task The_same_message_again_is_given_to_nobody_where_an_option_says_so(bool drops, int times)
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options.DropRepeatedIds = drops);
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialogId = await rest.CreateGroupAsync(102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var inGroup = $"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{Id}'><body>group</body></message>";
        var alone = "<message to='102-1@localhost' type='chat' id='5f1a2b3c4d5e6f7081920a0c'><body>alone</body></message>";

        await alice.SendAsync(inGroup + inGroup + alone + alone);
        await alice.ReadUntilQuietAsync();

        var read = await bob.ReadUntilQuietAsync();
        Assert.Equal(times, Count(read, "<body>group</body>"));
        Assert.Equal(times, Count(read, "<body>alone</body>"));
    }

    [Fact]
    public async Task The_same_id_of_another_sender_is_another_message()
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options.DropRepeatedIds = true);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>one</body></message>");
        await carol.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>other</body></message>");

        var read = await bob.ReadUntilAsync("</message>") + await bob.ReadUntilAsync("</message>");
        Assert.Contains("<body>one</body>", read, StringComparison.Ordinal);
        Assert.Contains("<body>other</body>", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_has_not_taken_its_id()
    {
        await using var sandbox = await TestSandbox.StartAsync(options => options.DropRepeatedIds = true);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await alice.SendAsync($"<message to='999-1@localhost' type='chat' id='{Id}'><body>nobody</body></message>");
        await alice.ReadUntilAsync("</message>");

        await alice.SendAsync($"<message to='102-1@localhost' type='chat' id='{Id}'><body>corrected</body></message>");

        Assert.Contains("<body>corrected</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
