using System.Text;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>Making, choosing, reading and removing privacy lists (section 4.12).</summary>
public sealed class PrivacyRequestTests
{
    [Fact]
    public async Task A_list_is_made_made_default_read_named_and_removed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        const string items = """<item type="jid" value="101-1@localhost" action="deny" order="1"/>""";

        Assert.EndsWith("type=\"result\"/>", await bob.PrivacyAsync("set", $"<list name='b'>{items}</list>"), StringComparison.Ordinal);
        Assert.EndsWith("type=\"result\"/>", await bob.PrivacyAsync("set", $"<list name='a'>{items}</list>"), StringComparison.Ordinal);
        Assert.EndsWith("type=\"result\"/>", await bob.PrivacyAsync("set", "<default name='b'/>"), StringComparison.Ordinal);
        Assert.EndsWith("type=\"result\"/>", await bob.PrivacyAsync("set", "<active name='a'/>"), StringComparison.Ordinal);
        Assert.Contains(
            """<query xmlns="jabber:iq:privacy"><active name="a"/><default name="b"/><list name="a"/><list name="b"/></query>""",
            await bob.PrivacyAsync("get", ""),
            StringComparison.Ordinal);
        Assert.Contains(
            $"""<query xmlns="jabber:iq:privacy"><list name="b">{items}</list></query>""",
            await bob.PrivacyAsync("get", "<list name='b'/>"),
            StringComparison.Ordinal);

        // Removing the default list switches it off; an active list that is gone is none.
        await bob.PrivacyAsync("set", "<list name='b'/>");
        await bob.PrivacyAsync("set", "<list name='a'/>");
        Assert.EndsWith(
            """type="result"><query xmlns="jabber:iq:privacy"/></iq>""", await bob.PrivacyAsync("get", ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "<list name='none'/>", 404, "item-not-found")]
    [InlineData("get", "<list/>", 404, "item-not-found")]
    [InlineData("get", "<list name='a'/><list name='b'/>", 400, "bad-request")]
    [InlineData("get", "<default/>", 400, "bad-request")]
    [InlineData("set", "", 400, "bad-request")]
    [InlineData("set", "<list name='none'/>", 404, "item-not-found")]
    [InlineData("set", "<list name=''/>", 404, "item-not-found")]
    [InlineData("set", "<default name='none'/>", 404, "item-not-found")]
    [InlineData("set", "<active name='none'/>", 404, "item-not-found")]
    [InlineData("set", "<list><item action='deny' order='1'/></list>", 400, "bad-request")]
    [InlineData("set", "<list name='x'><item action='deny' order='1'/><item action='allow' order='1'/></list>", 400, "bad-request")]
    [InlineData("set", "<list name='x'><item action='deny' order='one'/></list>", 400, "bad-request")]
    [InlineData("set", "<default/><active/>", 400, "bad-request")]
    [InlineData("set", "<other name='x'/>", 400, "bad-request")]
    public async Task A_request_that_makes_no_sense_is_refused_and_changes_nothing(
        string type, string payload, int code, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await bob.BlockAsync(101, kinds: "");
        var before = await bob.PrivacyAsync("get", "");

        var answer = await bob.PrivacyAsync(type, payload);

        Assert.Matches($"<error code=\"{code}\" type=\"[a-z]+\"><{condition} ", answer);
        Assert.Equal(before, await bob.PrivacyAsync("get", ""));
    }

    [Fact]
    public async Task Longer_and_more_lists_than_there_is_room_for_are_refused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var items = new StringBuilder();
        for (var i = 0; i <= PrivacyLists.MaxItems; i++)
        {
            items.Append($"<item action='deny' order='{i}'/>");
        }

        Assert.Contains("<resource-constraint ", await bob.PrivacyAsync("set", $"<list name='x'>{items}</list>"), StringComparison.Ordinal);
        Assert.Contains(
            "<bad-request ",
            await bob.PrivacyAsync("set", $"<list name='{new string('x', 257)}'><item action='deny' order='1'/></list>"),
            StringComparison.Ordinal);
        for (var i = 0; i < PrivacyLists.MaxLists; i++)
        {
            Assert.EndsWith("/>", await bob.PrivacyAsync("set", $"<list name='n{i}'><item action='deny' order='1'/></list>"), StringComparison.Ordinal);
        }

        Assert.Contains(
            "<resource-constraint ",
            await bob.PrivacyAsync("set", "<list name='more'><item action='deny' order='1'/></list>"),
            StringComparison.Ordinal);
        Assert.EndsWith("/>", await bob.PrivacyAsync("set", "<list name='n0'><item action='allow' order='1'/></list>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_users_lists_cannot_be_read()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<iq type='get' id='p' to='102-1@localhost'><query xmlns='jabber:iq:privacy'/></iq>");

        Assert.Contains("<error ", await alice.ReadUntilAsync("</iq>"), StringComparison.Ordinal);
    }
}
