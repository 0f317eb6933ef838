using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Tests.Stanzas;

public sealed class JidTests
{
    [Theory]
    [InlineData("101-1@localhost/phone", "101-1", "localhost", "phone")]
    [InlineData("localhost", "", "localhost", "")]
    [InlineData("muc.localhost/nick@with/slash", "", "muc.localhost", "nick@with/slash")]
    [InlineData("Alice@Example.ORG/Home", "alice", "example.org", "Home")]
    public void An_address_has_parts(string text, string local, string domain, string resource)
    {
        var jid = Jid.Parse(text);

        Assert.Equal((local, domain, resource), (jid.Local, jid.Domain, jid.Resource));
    }

    [Theory]
    [InlineData("alice@", "no host")]
    [InlineData("@localhost", "before '@'")]
    [InlineData("alice@localhost/", "after '/'")]
    [InlineData("", "empty")]
    [InlineData("a b@localhost", "not allowed")]
    [InlineData("a@b@localhost", "not allowed")]
    [InlineData("a@local\u0000host", "not allowed")]
    public void What_is_no_address_says_why(string text, string reason)
    {
        Assert.Contains(reason, Assert.Throws<XmppFormatException>(() => Jid.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(Jid.TryParse(text, out _));
    }

    [Fact]
    public void A_part_of_more_than_1023_bytes_is_refused() =>
        Assert.False(Jid.TryParse($"{new string('é', 512)}@localhost", out _));

    [Fact]
    public void Addresses_are_equal_without_regard_to_the_case_of_the_bare_part()
    {
        Assert.Equal(Jid.Parse("A@B/c"), Jid.Parse("a@b/c"));
        Assert.NotEqual(Jid.Parse("a@b/C"), Jid.Parse("a@b/c"));
        Assert.Equal(Jid.Parse("a@b"), Jid.Parse("a@b/c").Bare);
        Assert.Equal(Jid.Parse("a@b/d"), Jid.Parse("a@b/c").WithResource("d"));
    }
}
