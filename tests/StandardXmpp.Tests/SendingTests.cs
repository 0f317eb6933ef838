using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.StandardXmpp.Tests;

/// <summary>What commands look like on the wire.</summary>
public sealed class SendingTests
{
    private const string Place = "<message to='alice@localhost' id='ID' type='chat'>";
    private const string Fallback = "This message was taken back, but your client does not support that.";

    public static TheoryData<Func<ScriptedAccount, Task<string>>, string> Direct { get; } = new()
    {
        {
            a => a.SentAsync(Commands.Say(Commands.Alice, "hi & bye")),
            $"{Place}<body>hi &amp; bye</body><origin-id xmlns='urn:xmpp:sid:0' id='ID'/></message>"
        },
        {
            a => a.SentAsync(Commands.Say(Commands.Alice, "hi") with { IsMarkable = true, SaveToHistory = false, IsSilent = true }),
            $"{Place}<body>hi</body><origin-id xmlns='urn:xmpp:sid:0' id='ID'/><request xmlns='urn:xmpp:receipts'/>"
            + "<markable xmlns='urn:xmpp:chat-markers:0'/><no-permanent-store xmlns='urn:xmpp:hints'/></message>"
        },
        {
            a => a.SentAsync(Commands.Say(Commands.Alice, "look") with
            {
                Attachments =
                [
                    new Attachment { Type = "image", Url = "https://files.test/a.png" },
                    new Attachment { Type = "location", Latitude = 60.45, Longitude = -22.25 },
                ],
            }),
            $"{Place}<body>look\nhttps://files.test/a.png\ngeo:60.45,-22.25</body>"
            + "<x xmlns='jabber:x:oob'><url>https://files.test/a.png</url></x>"
            + "<x xmlns='jabber:x:oob'><url>geo:60.45,-22.25</url></x><origin-id xmlns='urn:xmpp:sid:0' id='ID'/></message>"
        },
        {
            a => a.SentAsync(Commands.Edit(Commands.Alice, "m1", "better")),
            $"{Place}<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"
            + "<origin-id xmlns='urn:xmpp:sid:0' id='ID'/></message>"
        },
        {
            a => a.SentAsync(Commands.Delete(Commands.Alice, "m1")),
            $"{Place}<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>"
            + $"<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/><body>{Fallback}</body>"
            + "<store xmlns='urn:xmpp:hints'/></message>"
        },
        {
            a => a.SentAsync(Commands.Read(Commands.Alice, "m1")),
            $"{Place}<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/><store xmlns='urn:xmpp:hints'/></message>"
        },
        {
            a => a.SentAsync(Commands.Delivered(Commands.Alice, "m1")),
            $"{Place}<received xmlns='urn:xmpp:chat-markers:0' id='m1'/><received xmlns='urn:xmpp:receipts' id='m1'/>"
            + "<store xmlns='urn:xmpp:hints'/></message>"
        },
        {
            a => a.SentAsync(Commands.Typing(Commands.Alice, isTyping: true)),
            $"{Place}<composing xmlns='http://jabber.org/protocol/chatstates'/><no-store xmlns='urn:xmpp:hints'/></message>"
        },
        {
            a => a.SentAsync(Commands.Typing(Commands.Alice, isTyping: false)),
            $"{Place}<paused xmlns='http://jabber.org/protocol/chatstates'/><no-store xmlns='urn:xmpp:hints'/></message>"
        },
    };

    public static TheoryData<SendMessage, string> WithoutForm { get; } = new()
    {
        { Commands.Say(Commands.Alice, "hi") with { DestroyAfter = TimeSpan.FromSeconds(5) }, "feature-not-implemented" },
        {
            Commands.Say(Commands.Alice, "hi") with { Metadata = new Dictionary<string, string> { ["mood"] = "good" } },
            "feature-not-implemented"
        },
        {
            Commands.Say(Commands.Alice, "hi") with { Attachments = [new Attachment { Type = "file", Uid = "u1" }] },
            "feature-not-implemented"
        },
        { Commands.Say(Commands.Alice, ""), "bad-request" },
        { Commands.Say(Commands.Alice, new string('x', 300_000)), "too-large" },
        { Commands.Say(Commands.Alice, "half a pair: \ud83d"), "bad-format" },
        { Commands.Say(new DialogRef("not an address"), "hi"), "jid-malformed" },
        { Commands.Say(new DialogRef("localhost"), "hi"), "jid-malformed" },
    };

    [Theory]
    [MemberData(nameof(Direct))]
    public async Task A_command_is_this_stanza(Func<ScriptedAccount, Task<string>> send, string expected)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var sent = await send(account);

        Assert.Equal(expected, sent.Replace(Xml.Attribute(sent, "id"), "ID", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithoutForm))]
    public async Task What_has_no_form_is_refused(SendMessage command, string reason)
    {
        await using var account = await ScriptedAccount.ReadyAsync();

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => account.DoAsync(command));

        Assert.Equal(reason, error.Reason);
    }
}
