using BotPlatform.Connectors.XmppParts;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.Tests.XmppParts;

public sealed class FailuresTests
{
    private static readonly Uri Server = new("wss://chat.test");

    public static TheoryData<Exception, Type> AtLogin => new()
    {
        { new XmppAuthenticationException("no", "not-authorized"), typeof(ConnectorAuthenticationException) },
        { new XmppConnectionException("gone"), typeof(ConnectorException) },
        { new XmppFormatException("junk"), typeof(ConnectorException) },
    };

    public static TheoryData<Exception, string?> AtCommand => new()
    {
        { new XmppConnectionException("gone"), null },
        { new XmppFormatException("a character"), "bad-format" },
        { new XmppStanzaException(new StanzaError("item-not-found")), "item-not-found" },
        { new XmppStanzaException(new StanzaError("resource-constraint", "wait")), null },
        { new ObjectDisposedException("client"), null },
        { new ConnectorRefusedException("no", "mine"), "mine" },
    };

    [Theory]
    [MemberData(nameof(AtLogin), DisableDiscoveryEnumeration = true)]
    public void At_login_wrong_credentials_are_told_from_trouble(Exception failure, Type expected) =>
        Assert.IsType(expected, Failures.AtLogin(failure, "bot", Server, "password"));

    [Fact]
    public void At_login_refused_credentials_are_named_with_what_to_correct() => Assert.Equal(
        "wss://chat.test/ refuses the credentials of account bot (not-authorized): correct its user name or password.",
        Failures.AtLogin(new XmppAuthenticationException("no", "not-authorized"), "bot", Server, "user name or password").Message);

    [Fact]
    public void At_login_whoever_refuses_before_the_server_is_asked_says_it_in_its_own_words()
    {
        var refused = new ConnectorAuthenticationException("Nobody knows bot.");

        Assert.Same(
            refused, Failures.AtLogin(new XmppAuthenticationException("no", "not-authorized", refused), "bot", Server, "password"));
    }

    [Theory]
    [MemberData(nameof(AtCommand), DisableDiscoveryEnumeration = true)]
    public void At_a_command_refusals_have_a_reason_and_trouble_has_none(Exception failure, string? reason) =>
        Assert.Equal(reason, (Failures.AtCommand(failure) as ConnectorRefusedException)?.Reason);

    [Theory]
    [InlineData("cancel", true)]
    [InlineData("auth", true)]
    [InlineData("modify", true)]
    [InlineData("wait", false)]
    public void A_message_that_came_back_is_refused_unless_the_server_says_wait(string type, bool isRefused) =>
        Assert.Equal(isRefused, Failures.AtRefusal(new StanzaError("resource-constraint", type)) is ConnectorRefusedException);
}
