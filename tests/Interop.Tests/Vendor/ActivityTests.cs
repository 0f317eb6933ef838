namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M62, M63 and M64: the vendor's clients say whether they are looked at, and ask when others were.</summary>
public sealed class ActivityTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    public static TheoryData<VendorTransport> Transports { get; } = new(Enum.GetValues<VendorTransport>());

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M62_a_client_is_inactive_and_active_again(VendorTransport transport)
    {
        await using var carol = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Carol);

        await carol.CallAsync("chat.markInactive");
        await carol.CallAsync("chat.pingWithTimeout", 30_000);
        Assert.False(Assert.Single(fixture.Sandbox.Chaos.SessionsOf(103)).IsActive);

        await carol.CallAsync("chat.markActive");
        await carol.CallAsync("chat.pingWithTimeout", 30_000);
        Assert.True(Assert.Single(fixture.Sandbox.Chaos.SessionsOf(103)).IsActive);
        await carol.CallAsync("chat.disconnect");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M63_a_user_is_online_was_or_never_was(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);

        await using (var bob = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Bob))
        {
            await bob.CallAsync("chat.pingWithTimeout", 30_000);
            var online = await alice.CallAsync("chat.getLastUserActivity", 102);
            Assert.Equal((102, 0), ((int)online!["userId"]!, (int)online["seconds"]!));
            await bob.CallAsync("chat.disconnect");
        }

        var past = await alice.CallAsync("chat.getLastUserActivity", 102);
        Assert.InRange((int)past!["seconds"]!, 0, 60);
        var never = await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("chat.getLastUserActivity", 104));
        Assert.Equal(404, (int)never.Reason!["code"]!);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task M64_a_subscriber_hears_a_user_come_and_go(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);
        await alice.CallAsync("chat.subscribeToUserLastActivityStatus", 100);
        await alice.CallAsync("chat.pingWithTimeout", 30_000);

        await using var bot = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Bot);
        var came = await alice.NextAsync("last-activity");
        await bot.CallAsync("chat.disconnect");
        var went = await alice.NextAsync("last-activity");

        Assert.Equal((100, 0), ((int)came[0]!, (int)came[1]!));
        Assert.Equal(100, (int)went[0]!);
        Assert.InRange((int)went[1]!, 0, 60);
    }

    [Fact]
    public async Task M64_who_ends_a_subscription_hears_no_more()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await alice.CallAsync("chat.subscribeToUserLastActivityStatus", 100);
        await alice.CallAsync("chat.subscribeToUserLastActivityStatus", 102);
        await alice.CallAsync("chat.unsubscribeFromUserLastActivityStatus", 100);
        await alice.CallAsync("chat.pingWithTimeout", 30_000);

        await using var bot = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bot);
        await bot.CallAsync("chat.pingWithTimeout", 30_000);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        Assert.Equal(102, (int)(await alice.NextAsync("last-activity"))[0]!);
        await bot.CallAsync("chat.disconnect");
        await bob.CallAsync("chat.disconnect");
    }
}
