using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.ConnectyCube.Abilities;
using BotPlatform.ConnectyCube.Activity;
using BotPlatform.ConnectyCube.CatchUp;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Sessions;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube;

/// <summary>Puts the parts of one account at ConnectyCube together; each ability is a part of its own.</summary>
internal static class ConnectyCubeConnector
{
    /// <summary>A connector that is idle. It owns the REST session and disposes it.</summary>
    public static XmppConnector Create(
        ConnectyCubeAccount account, string? device, RestSession rest, ChatAddresses addresses, ChatClients clients, ConnectyCubeMetrics metrics)
    {
        var (options, time) = (clients.Options, clients.Time);
        var logger = clients.Loggers.CreateLogger(typeof(ConnectyCubeConnector));
        var self = new AccountRef(ConnectyCubeConnectorFactory.Network, account.Name);

        var identity = new AccountIdentity(self, addresses, account.KnownUserId);
        var dialogs = new DialogDirectory();
        var lookup = new DialogLookup(dialogs, rest, identity);
        var places = new Places(addresses, dialogs);
        var origins = new Origins(identity, time);
        var joined = new JoinedRooms(time);
        var rooms = new GroupRooms(addresses, identity, lookup, joined);
        var joins = new PendingJoins();
        var wishes = new SessionWishes();
        var activities = new ActivityEvents(addresses, places, origins, wishes);

        // The connection is made before those who use it; it is idle until it is told to connect.
        AccountConnection? connection = null;
        StanzaReader? reader = null;
        connection = new AccountConnection(
            self,
            new ConnectionHooks
            {
                Credentials = new AccountCredentials(account, identity, addresses, rest).GetAsync,
                CredentialSettings = "password or token",
                Resource = DeviceName.Of(device),
                SetUpAsync = new SessionSetup(account.Name, addresses, rooms, joins, wishes, logger).RunAsync,
                Answer = new ServerRequests(identity, activities, happened => connection!.TryTell(happened)).Answer,
                Read = stanza => reader!.Handle(stanza),
            },
            clients,
            joins,
            logger);
        var session = connection.Session;

        var outbound = new OutboundMap(addresses, dialogs, time);
        var pending = new SendWatches();
        var occupants = new OccupantEvents(identity, addresses, origins, wishes, joins, joined);
        var inbound = new InboundMap(identity, places, origins, occupants, activities);
        var markers = options.AutomaticDelivered
            ? DeliveredMarkers.Create(session, outbound.ToDeliveredMarker, connection.Status, account.Name, logger)
            : null;
        reader = new StanzaReader(account.Name, inbound, pending, markers is null ? null : markers.Add, metrics, logger);

        var sender = new CommandSender(session, pending, connection.CatchUpAsync, metrics);
        var commands = new CommandAbilities(sender, outbound, lookup);
        var privacy = new PrivacyListRequests(session, new PrivacyRules(addresses.InPrivacyLists, addresses.UserInPrivacyLists));
        var missed = new MissedMessages(
            rest, new MissedPlaces(identity, dialogs), new MissedEvents(identity, origins), new BlockedUsers(self, privacy).ReadAsync,
            account.Name, logger);
        var keeper = new RoomKeeper(account.Name, session, rooms, wishes, connection.Status, logger);
        return new XmppConnector(connection, new ConnectorParts
        {
            MessageIdOf = OutboundMap.StanzaId,
            SendMessage = commands.SendMessage,
            Abilities =
            [
                .. commands.Others,
                new DialogJoiner(session, rooms, joins, options.AnswerTimeout, time),
                new DialogLeaver(session, rooms, wishes),
                new OccupantList(session, rooms),
                new ActivitySwitch(session, wishes),
                new LastActivityQuery(session, addresses.RequireUser, time),
                new ActivityWatch(session, addresses, wishes),
                privacy,
                new NetworkPing(session, addresses.Server, time),
                .. RestAbilities.Of(rest, dialogs, sender),
                .. rest.IsPossible ? [missed] : Array.Empty<object>(),
            ],
            DeliveredMarkers = markers,
            Loops = [stopping => keeper.RunAsync(options.RoomCheckInterval, time, stopping)],
            Owned = rest,
        });
    }
}
