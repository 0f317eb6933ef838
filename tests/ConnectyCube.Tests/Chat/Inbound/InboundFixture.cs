using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

/// <summary>An inbound map and what it looks at. The account is user 100 of application 1.</summary>
internal sealed class InboundFixture
{
    public const string Private = "5f0000000000000000000d01";
    public const string Group = "5f0000000000000000000a01";
    public const string Id = "5f0000000000000000000001";
    public const string Room = "1_" + Group + "@muc.localhost";

    public static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly InboundMap _map;

    public InboundFixture()
    {
        var addresses = new ChatAddresses("1", "localhost");
        var identity = new AccountIdentity(Account, addresses, "100");
        var places = new Places(addresses, Dialogs);
        var clock = new ManualClock(Now);
        var origins = new Origins(identity, clock);
        Rooms = new JoinedRooms(clock);
        _map = new InboundMap(
            identity, places, origins, new OccupantEvents(identity, addresses, origins, Wishes, Joins, Rooms),
            new ActivityEvents(addresses, places, origins, Wishes));
    }

    public static AccountRef Account { get; } = new("connectycube", "bot");

    public DialogDirectory Dialogs { get; } = new();

    public SessionWishes Wishes { get; } = new();

    public PendingJoins Joins { get; } = new();

    public JoinedRooms Rooms { get; }

    /// <summary>A message of user 101 in the 1-1 dialog.</summary>
    public static string Direct(string payloads, string? id = Id, string type = "chat") =>
        $"<message xmlns='jabber:client' type='{type}' {(id is null ? "" : $"id='{id}'")} from='101-1@localhost/x'>{payloads}</message>";

    /// <summary>A message of user 101 in the group.</summary>
    public static string InGroup(string payloads, string? id = Id, string nick = "101") =>
        $"<message xmlns='jabber:client' type='groupchat' {(id is null ? "" : $"id='{id}'")} from='{Room}/{nick}'>{payloads}</message>";

    public static string InDialog(string dialogId) => $"<extraParams><dialog_id>{dialogId}</dialog_id></extraParams>";

    public BotPlatform.ConnectyCube.Chat.Inbound.Inbound Map(string xml) => _map.Map(Stanza.TryParse(Element.Parse(xml))!);

    public T Event<T>(string xml)
        where T : IAccountEvent
    {
        var inbound = Map(xml);
        Assert.Equal(Ignored.Not, inbound.Ignored);
        return Assert.IsType<T>(inbound.Event);
    }

    public MessageReceived Received(string xml) => Event<MessageReceived>(xml);

    public void AssertIgnored(Ignored reason, string xml) => Assert.Equal(reason, Map(xml).Ignored);
}
