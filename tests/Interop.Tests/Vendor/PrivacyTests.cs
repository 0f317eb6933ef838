using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M68 to M74: privacy lists of the vendor's client, and what they do.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M68_M69_a_one_way_list_blocks_once_it_is_active_and_until_it_is_declined(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob, transport);
        await bob.CallAsync("chat.privacylist.create", List("blocks", Deny(101)));

        await alice.SayAsync(102, "one");
        Assert.Equal("one", (string)(await bob.NextMessageAsync()).Message["body"]!);
        await bob.CallAsync("chat.privacylist.setAsDefault", "blocks");
        await alice.SayAsync(102, "two");
        Assert.Equal(503, await alice.NextErrorAsync());
        await bob.SayAsync(101, "I may still write");
        Assert.Equal("I may still write", (string)(await alice.NextMessageAsync()).Message["body"]!);
        await bob.CallAsync("chat.privacylist.setAsDefault", (JsonNode?)null);
        await alice.SayAsync(102, "three");

        Assert.Equal("three", (string)(await bob.NextMessageAsync()).Message["body"]!);
    }

    [Fact]
    public async Task M68_a_two_way_list_stops_the_owner_too()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await BlockAsync(bob, Deny(101, isMutual: true));

        await bob.SayAsync(101, "x");
        Assert.Equal(406, await bob.NextErrorAsync());
        await alice.SayAsync(102, "x");

        Assert.Equal(503, await alice.NextErrorAsync());
    }

    [Fact]
    public async Task M69_a_list_that_is_not_there_cannot_be_activated()
    {
        await using var bob = await ConnectAsync(VendorUser.Bob);

        var error = await Assert.ThrowsAsync<VendorException>(() => bob.CallAsync("chat.privacylist.setAsDefault", "none"));

        Assert.Equal(404, (int)error.Reason!["code"]!);
    }

    [Fact]
    public async Task M70_a_list_is_updated_after_it_was_declined()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        await BlockAsync(bob, Deny(101));

        await bob.CallAsync("chat.privacylist.setAsDefault", (JsonNode?)null);
        await bob.CallAsync("chat.privacylist.update", List(
            "blocks", new JsonObject { ["user_id"] = 101, ["action"] = "allow" }, Deny(103)));
        await bob.CallAsync("chat.privacylist.setAsDefault", "blocks");

        await carol.SayAsync(102, "from Carol");
        Assert.Equal(503, await carol.NextErrorAsync());
        await alice.SayAsync(102, "from Alice");
        Assert.Equal((101, "from Alice"), await NextTextAsync(bob));
        Assert.Equal(103, Assert.Single(await BlockedAsync(bob, "blocks")));
    }

    [Fact]
    public async Task M71_the_names_of_lists_are_told_with_the_one_that_counts()
    {
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await bob.CallAsync("chat.privacylist.create", List("friends", Deny(103)));
        await BlockAsync(bob, Deny(101));

        var names = await bob.CallAsync("chat.privacylist.getNames");

        Assert.Equal("blocks", (string)names!["default"]!);
        Assert.Null(names["active"]);

        // The client counts the default one twice.
        Assert.Equal(["blocks", "friends"], names["names"]!.AsArray().Select(name => (string)name!).Distinct().Order());
    }

    [Fact]
    public async Task M72_a_list_is_read_as_it_was_written()
    {
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await bob.CallAsync("chat.privacylist.create", List("blocks", Deny(103), Deny(101, isMutual: true)));

        var list = await bob.CallAsync("chat.privacylist.getList", "blocks");

        Assert.Equal("blocks", (string)list!["name"]!);
        Assert.Equal("""[{"user_id":101,"action":"deny"},{"user_id":103,"action":"deny"}]""", list["items"]!.ToJsonString());
    }

    [Fact]
    public async Task M73_a_list_that_is_removed_blocks_nobody_and_cannot_be_removed_again()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await BlockAsync(bob, Deny(101));

        await bob.CallAsync("chat.privacylist.setAsDefault", (JsonNode?)null);
        await bob.CallAsync("chat.privacylist.delete", "blocks");

        Assert.Empty((await bob.CallAsync("chat.privacylist.getNames"))!["names"]!.AsArray());
        await alice.SayAsync(102, "back again");
        Assert.Equal((101, "back again"), await NextTextAsync(bob));
        var error = await Assert.ThrowsAsync<VendorException>(() => bob.CallAsync("chat.privacylist.delete", "blocks"));
        Assert.Equal(404, (int)error.Reason!["code"]!);
    }

    [Fact]
    public async Task M74_who_is_blocked_gets_an_error_and_the_owner_nothing_not_even_later()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        await using (var bob = await ConnectAsync(VendorUser.Bob))
        {
            await BlockAsync(bob, Deny(101));
            await bob.CallAsync("chat.disconnect");
        }

        var id = await alice.SayAsync(102, "x");
        var error = await alice.NextAsync("error-message");
        Assert.Equal((id, 503), ((string)error[0]!, (int)error[1]!["code"]!));
        Assert.Equal("Service not available.", (string)error[1]!["info"]!);
        await carol.SayAsync(102, "from Carol");
        await carol.CallAsync("chat.ping");

        await using var again = await ConnectAsync(VendorUser.Bob);
        Assert.Equal((103, "from Carol"), await NextTextAsync(again));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M74_a_group_hides_who_is_blocked_and_of_a_mutual_block_the_owner_too(bool isMutual)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        var dialog = await carol.CreateGroupAsync(101, 102);
        await BlockAsync(bob, Deny(101, isMutual));

        await alice.SayAsync(dialog, "of Alice");
        Assert.Equal((101, "of Alice"), await NextTextAsync(carol));
        await bob.SayAsync(dialog, "of Bob");
        Assert.Equal((102, "of Bob"), await NextTextAsync(carol));
        await carol.SayAsync(dialog, "of Carol");

        // Echoes of one's own included; there is no error, or it would stand in place of a message.
        (int, string)[] toAlice = isMutual ? [(101, "of Alice"), (103, "of Carol")]
            : [(101, "of Alice"), (102, "of Bob"), (103, "of Carol")];
        foreach (var expected in toAlice)
        {
            Assert.Equal(expected, await NextTextAsync(alice));
        }

        Assert.Equal((102, "of Bob"), await NextTextAsync(bob));
        Assert.Equal((103, "of Carol"), await NextTextAsync(bob));
    }

    private static JsonObject Deny(int userId, bool isMutual = false)
    {
        var item = new JsonObject { ["user_id"] = userId, ["action"] = "deny" };
        if (isMutual)
        {
            item["mutualBlock"] = true;
        }

        return item;
    }

    private static JsonObject List(string name, params JsonObject[] items) =>
        new() { ["name"] = name, ["items"] = new JsonArray([.. items]) };

    private static async Task BlockAsync(VendorClient owner, JsonObject item)
    {
        await owner.CallAsync("chat.privacylist.create", List("blocks", item));
        await owner.CallAsync("chat.privacylist.setAsDefault", "blocks");
    }

    private static async Task<int[]> BlockedAsync(VendorClient owner, string name)
    {
        var list = await owner.CallAsync("chat.privacylist.getList", name);
        return [.. list!["items"]!.AsArray().Select(item => (int)item!["user_id"]!)];
    }

    private static async Task<(int Sender, string Text)> NextTextAsync(VendorClient client)
    {
        var (sender, message) = await client.NextMessageAsync();
        return (sender, (string)message["body"]!);
    }

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
