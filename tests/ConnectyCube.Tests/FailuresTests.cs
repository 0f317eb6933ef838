using System.Net;
using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Tests;

public sealed class FailuresTests
{
    private static readonly ConnectyCubeAccount Bot = new() { UserId = "100", Password = "secret" };
    private static readonly Uri Server = new("wss://chat.test");

    public static TheoryData<Exception, Type> AtLogin => new()
    {
        { new XmppAuthenticationException("no", "not-authorized"), typeof(ConnectorAuthenticationException) },
        { new XmppAuthenticationException("no", "not-authorized", Rest(HttpStatusCode.NotFound)), typeof(ConnectorAuthenticationException) },
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
        { Rest(HttpStatusCode.Forbidden), "forbidden" },
        { Rest(HttpStatusCode.NotFound), "item-not-found" },
        { Rest(HttpStatusCode.UnprocessableEntity), "bad-request" },
        { Rest(HttpStatusCode.BadGateway), null },
        { Rest(null), null },
        { new ConnectorRefusedException("no", "mine"), "mine" },
    };

    [Theory]
    [MemberData(nameof(AtLogin), DisableDiscoveryEnumeration = true)]
    public void At_login_wrong_credentials_are_told_from_trouble(Exception failure, Type expected) =>
        Assert.IsType(expected, Failures.AtLogin(failure, Bot, Server));

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

    private static ConnectyCubeException Rest(HttpStatusCode? status) => new("failed") { Status = status };
}
