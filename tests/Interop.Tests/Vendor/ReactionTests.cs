namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M54: the vendor's client reacts over REST, and the others hear of it.</summary>
public sealed class ReactionTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M54_a_reaction_is_told_to_the_author_when_it_comes_changes_and_goes(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var id = await alice.SayAsync(102, "x");
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await bob.CallAsync("chat.message.addReaction", id, "👍");
        Assert.Equal((id, 102, dialog, "👍", null), await NextAsync(alice));
        await bob.CallAsync("chat.message.updateReaction", id, "🚀", "👍");
        Assert.Equal((id, 102, dialog, "🚀", "👍"), await NextAsync(alice));
        Assert.Equal("[102]", (await alice.CallAsync("chat.message.listReactions", id))!["🚀"]!.ToJsonString());
        await bob.CallAsync("chat.message.removeReaction", id, "🚀");
        Assert.Equal((id, 102, dialog, null, "🚀"), await NextAsync(alice));

        Assert.Empty((await alice.CallAsync("chat.message.listReactions", id))!.AsObject());
    }

    [Fact]
    public async Task M54_in_a_group_everybody_hears_of_a_reaction_and_the_history_counts_it()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var dialog = await alice.CreateGroupAsync(102, 103);
        var id = await alice.SayAsync(dialog, "x");
        await bob.NextMessageAsync();

        await bob.CallAsync("chat.message.addReaction", id, "👍");
        await using var carol = await ConnectAsync(VendorUser.Carol);   // away until now

        foreach (var occupant in new[] { alice, bob, carol })
        {
            Assert.Equal((id, 102, dialog, "👍", null), await NextAsync(occupant));
        }

        var reactions = Assert.Single(await bob.HistoryAsync(dialog))!["reactions"]!;
        Assert.Equal("👍", (string)Assert.Single(reactions["own"]!.AsArray())!);
        Assert.Equal(1, (int)reactions["total"]!["👍"]!);
    }

    [Fact]
    public async Task M54_a_stranger_cannot_react()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        var id = await alice.SayAsync(102, "x");
        await alice.CallAsync("chat.ping");

        var error = await Assert.ThrowsAsync<VendorException>(() => carol.CallAsync("chat.message.addReaction", id, "👍"));

        Assert.Equal(403, (int)error.Reason!["code"]!);
    }

    private static async Task<(string Message, int User, string Dialog, string? Added, string? Removed)> NextAsync(
        VendorClient client)
    {
        var reaction = await client.NextAsync("reaction");
        return ((string)reaction[0]!, (int)reaction[1]!, (string)reaction[2]!, (string?)reaction[3], (string?)reaction[4]);
    }

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
