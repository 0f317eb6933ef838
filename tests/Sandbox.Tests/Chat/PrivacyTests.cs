using System.Net;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>What privacy lists do (section 4.12). What a single list decides: <c>PrivacyListTests</c>.</summary>
public sealed class PrivacyTests
{
    private const string OneWay = "<message/><presence-in/><presence-out/><iq/>";
    private const string Mutual = "";
    private const string Blocked =
        """<error code="503" type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>"""
        + """<text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">Service not available.</text></error>""";

    private const string NotAcceptable =
        """<error code="406" type="cancel"><not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_blocked_is_told_so_and_nothing_is_delivered_stored_or_alerted(bool isOwnerThere)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.BlockAsync(101, OneWay);
        if (!isOwnerThere)
        {
            await bob.SendAsync("</stream:stream>");
            await bob.ReadToEndAsync();
            await bob.DisposeAsync();
        }

        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await alice.SendAsync(
            "<message to='102-1@localhost' type='chat' id='m1'><body>x</body><extraParams><save_to_history>1</save_to_history>"
            + "</extraParams></message>");
        Assert.EndsWith(Blocked + "</message>", await alice.ReadUntilAsync("</message>"), StringComparison.Ordinal);

        if (!isOwnerThere)
        {
            bob = await RawClient.SignInAsync(sandbox, 102);
        }

        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
        await bob.DisposeAsync();
        Assert.Empty((await rest.GetAsync("/sandbox/alerts")).Body!["items"]!.AsArray());
        Assert.Equal(1, (int)(await rest.GetAsync("/chat/Dialog?count=1")).Body!["items"]!["count"]!);   // the broadcast
    }

    [Theory]
    [InlineData("<message to='102-1@localhost' type='chat' id='q'><received xmlns='urn:xmpp:chat-markers:0' id='x'/></message>")]
    [InlineData("<message to='102-1@localhost' type='headline' id='q'><extraParams><moduleIdentifier>SystemNotifications"
        + "</moduleIdentifier></extraParams></message>")]
    [InlineData("<iq to='102-1@localhost' type='get' id='q'><query xmlns='jabber:iq:last'/></iq>")]
    [InlineData("<iq to='102-1@localhost/desk-of-bobs-office' type='get' id='q'><ping xmlns='urn:xmpp:ping'/></iq>")]
    public async Task Other_stanzas_of_somebody_who_is_blocked_are_refused_too(string stanza)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102, "desk-of-bobs-office");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await bob.BlockAsync(101, OneWay);

        await alice.SendAsync(stanza);

        Assert.Contains(Blocked, await alice.ReadUntilAsync("</error>"), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"q\"", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_of_somebody_who_is_blocked_is_dropped_in_silence()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await bob.BlockAsync(101, OneWay);

        await alice.SendAsync(
            "<message to='102-1@localhost' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");

        Assert.DoesNotContain("<message", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OneWay, true)]
    [InlineData(Mutual, false)]
    public async Task The_owner_still_reaches_whom_they_block_unless_the_block_is_mutual(string kinds, bool arrives)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await bob.BlockAsync(101, kinds);

        await bob.SendAsync("<message to='101-1@localhost' type='chat' id='m1'><body>x</body></message>");

        var answer = await bob.ReadUntilQuietAsync();
        var received = await alice.ReadUntilQuietAsync();
        Assert.Equal(arrives, received.Contains("<body>x</body>", StringComparison.Ordinal));
        Assert.Equal(!arrives, answer.Contains(NotAcceptable, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OneWay, "bob does not hear alice")]
    [InlineData(Mutual, "bob does not hear alice, alice does not hear bob")]
    public async Task A_group_hides_them_from_each_other_without_a_word(string kinds, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var room = $"1_{await rest.CreateGroupAsync(102, 103)}@muc.localhost";
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var carol = await RawClient.SignInAsync(sandbox, 103);
        await bob.BlockAsync(101, kinds);

        await alice.SendAsync($"<message to='{room}' type='groupchat' id='m1'><body>of alice</body></message>");
        await alice.ReadUntilAsync("<body>of alice</body>");
        await bob.SendAsync($"<message to='{room}' type='groupchat' id='m2'><body>of bob</body></message>");
        await bob.ReadUntilAsync("<body>of bob</body>");

        var (toAlice, toBob) = (await alice.ReadUntilQuietAsync(), await bob.ReadUntilQuietAsync());
        var silences = new List<string>();
        if (!toBob.Contains("of alice", StringComparison.Ordinal))
        {
            silences.Add("bob does not hear alice");
        }

        if (!toAlice.Contains("of bob", StringComparison.Ordinal))
        {
            silences.Add("alice does not hear bob");
        }

        Assert.Equal(expected, string.Join(", ", silences));
        Assert.DoesNotContain("<error", toAlice + toBob, StringComparison.Ordinal);
        await carol.ReadUntilAsync("<body>of alice</body>");
        await carol.ReadUntilAsync("<body>of bob</body>");
    }

    [Fact]
    public async Task A_list_counts_from_the_moment_it_is_default_until_it_is_declined()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await bob.BlockAsync(101, OneWay);
        await bob.PrivacyAsync("set", "<default/>");

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>one</body></message>");
        await bob.ReadUntilAsync("<body>one</body>");
        await bob.PrivacyAsync("set", "<default name='blocks'/>");
        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>two</body></message>");

        Assert.Contains(Blocked, await alice.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_active_list_counts_for_its_session_alone()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var desk = await RawClient.SignInAsync(sandbox, 102);
        await using var phone = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await desk.BlockAsync(101, OneWay);
        await desk.PrivacyAsync("set", "<default/>");
        await desk.PrivacyAsync("set", "<active name='blocks'/>");

        await alice.SendAsync("<message to='102-1@localhost' type='chat'><body>x</body></message>");

        await phone.ReadUntilAsync("<body>x</body>");
        Assert.DoesNotContain("<message", await desk.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<error", await alice.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chat/Message", """{"recipient_id":102,"message":"x","send_to_chat":1}""")]
    [InlineData("/chat/Message", """{"chat_dialog_id":"{dialog}","message":"x","send_to_chat":1}""")]
    [InlineData("/chat/Message/system", """{"recipientId":102,"x":"y"}""")]
    public async Task Over_REST_it_is_forbidden(string path, string json)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        var dialog = (await rest.PostAsync("/chat/Dialog", """{"type":3,"occupants_ids":[102]}""")).Body!["_id"]!;
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.BlockAsync(101, OneWay);

        var (status, _) = await rest.PostAsync(path, json.Replace("{dialog}", (string)dialog!, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
        Assert.Empty((await rest.GetAsync($"/chat/Message?chat_dialog_id={dialog}")).Body!["items"]!.AsArray());
    }
}
