using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Chat.Outbound;

/// <summary>Edits, deletions, markers and system messages on their way out (sections 4.6, 4.8, 4.9 and 4.11).</summary>
public sealed class OutboundChangesTests
{
    private const string Private = "5f0000000000000000000d01";
    private const string Group = "5f0000000000000000000a01";
    private const string Message = "5f0000000000000000000001";

    // Of "command-1" at 1800000000, like that of a message.
    private const string Id = "6b49d200e12c157c0051f399";

    private static readonly AccountRef Account = new("connectycube", "100");

    private readonly OutboundMap _map = new(new ChatAddresses("1", "localhost"), new DialogDirectory(), new ManualClock());

    [Fact]
    public void M51_an_edit_names_the_message_and_has_an_id_of_its_own()
    {
        var command = new EditMessage
        {
            CommandId = "command-1",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
            Account = Account,
            Dialog = new DialogRef(Group),
            MessageId = Message,
            Text = "new",
            Metadata = new Dictionary<string, string> { ["mood"] = "better" },
        };

        Assert.Equal(
            $"<message xmlns=\"jabber:client\" to=\"1_{Group}@muc.localhost\" id=\"{Id}\" type=\"groupchat\"><body>new</body>"
            + $"<replace xmlns=\"urn:xmpp:message-correct:0\" id=\"{Message}\" last=\"false\"/>"
            + $"<extraParams><dialog_id>{Group}</dialog_id><mood>better</mood></extraParams></message>",
            _map.ToMessage(command, DialogTarget.Room).ToElement().ToString());
        Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(command with { Text = "" }, DialogTarget.Room));
        Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(command with { MessageId = "" }, DialogTarget.Room));
        Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(command with { Text = "\0" }, DialogTarget.Room));
    }

    [Fact]
    public void M57_a_deletion_names_the_message()
    {
        var command = new DeleteMessage
        {
            CommandId = "command-1",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
            Account = Account,
            Dialog = new DialogRef(Private),
            MessageId = Message,
        };

        Assert.Equal(
            $"<message xmlns=\"jabber:client\" to=\"101-1@localhost\" id=\"{Id}\" type=\"chat\">"
            + $"<remove xmlns=\"urn:xmpp:message-delete:0\" id=\"{Message}\"/><extraParams><dialog_id>{Private}</dialog_id></extraParams></message>",
            _map.ToMessage(command, new DialogTarget("101")).ToElement().ToString());
    }

    [Theory]
    [InlineData(false, "received")]
    [InlineData(true, "displayed")]
    public void M42_M43_a_marker_goes_to_the_sender_also_for_a_message_in_a_group(bool isRead, string element)
    {
        var stanza = isRead
            ? _map.ToMessage(new MarkRead
            {
                CommandId = "command-1",
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
                Account = Account,
                Dialog = new DialogRef(Group),
                MessageId = Message,
                Sender = new UserRef("101"),
            })
            : _map.ToMessage(new MarkDelivered
            {
                CommandId = "command-1",
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
                Account = Account,
                Dialog = new DialogRef(Group),
                MessageId = Message,
                Sender = new UserRef("101"),
            });

        Assert.Equal(
            $"<message xmlns=\"jabber:client\" to=\"101-1@localhost\" id=\"{Id}\" type=\"chat\">"
            + $"<{element} xmlns=\"urn:xmpp:chat-markers:0\" id=\"{Message}\"/><extraParams><dialog_id>{Group}</dialog_id></extraParams></message>",
            stanza.ToElement().ToString());
    }

    [Fact]
    public void M65_a_system_message_has_the_module_and_the_apps_parameters()
    {
        var command = new SendSystemMessage
        {
            CommandId = "command-1",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1800000000),
            Account = Account,
            Dialog = new DialogRef("101"),
            Parameters = new Dictionary<string, string> { ["dialog_id"] = Group, ["room/name"] = "Team" },
        };

        Assert.Equal(
            $"<message xmlns=\"jabber:client\" to=\"101-1@localhost\" id=\"{Id}\" type=\"headline\"><extraParams>"
            + $"<moduleIdentifier>SystemNotifications</moduleIdentifier><dialog_id>{Group}</dialog_id><room><name>Team</name></room></extraParams></message>",
            _map.ToMessage(command, new DialogTarget("101")).ToElement().ToString());
        Assert.Equal("hint", _map.ToMessage(command with { Text = "hint" }, new DialogTarget("101")).Body);
        Assert.Throws<ConnectorRefusedException>(() => _map.ToMessage(
            command with { Parameters = new Dictionary<string, string> { ["moduleIdentifier"] = "Other" } }, new DialogTarget("101")));
    }
}
