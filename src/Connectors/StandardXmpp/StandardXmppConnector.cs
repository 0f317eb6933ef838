using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.StandardXmpp.CatchUp;
using BotPlatform.StandardXmpp.Connection;
using BotPlatform.StandardXmpp.Inbound;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Outbound;
using BotPlatform.StandardXmpp.Requests;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp;

/// <summary>Puts the parts of one account at an XMPP server together; each ability is a part of its own.</summary>
internal static class StandardXmppConnector
{
    /// <summary>A connector that is idle.</summary>
    public static XmppConnector Create(
        StandardXmppAccount account, string? device, Jid self, ChatClients clients, StandardXmppMetrics metrics)
    {
        var (options, time) = (clients.Options, clients.Time);
        var logger = clients.Loggers.CreateLogger(typeof(StandardXmppConnector));
        var accountRef = StandardXmppConnectorFactory.ToRef(self);

        var rooms = new RoomList(account.Nick ?? account.Username, account.Rooms.Select(Jid.Parse));
        var joins = new PendingJoins();
        var memory = new MessageMemory();
        var (pending, sent) = (new SendWatches(), new SentCommands());
        var origins = new Origins(accountRef, time);

        // The connection is made before those who use it; it is idle until it is told to connect.
        SessionSetup? setup = null;
        StanzaReader? reader = null;
        ActivitySwitch? activity = null;
        Errands? errands = null;
        var connection = new AccountConnection(
            accountRef,
            new ConnectionHooks
            {
                Credentials = XmppCredentials.Of(account.Username, account.Password),
                CredentialSettings = "user name or password",
                Resource = account.Resource ?? DeviceName.Of(device),
                SetUpAsync = (session, cancellationToken) => setup!.RunAsync(session, cancellationToken),
                Resumed = session => errands!.Add(cancellationToken => activity!.RepeatAsync(session, cancellationToken)),
                Answer = new Profile(self).Answer,
                Read = stanza => reader!.Handle(stanza),
            },
            clients,
            joins,
            logger);
        var (session, status) = (connection.Session, connection.Status);
        errands = new Errands(self, status, logger);
        activity = new ActivitySwitch(session);
        setup = new SessionSetup(self, rooms, joins, activity, logger);

        var keeper = new RoomKeeper(self, session, rooms, joins, errands, status, logger);
        var outbound = new OutboundMap(rooms, memory);
        var markers = options.AutomaticDelivered
            ? DeliveredMarkers.Create(session, outbound.ToDelivered, status, accountRef.Id, logger)
            : null;
        var inbound = new InboundMap(self, rooms, origins, memory, new OccupantEvents(self, rooms, joins, keeper, origins, logger));
        var archives = new ArchiveAnswers(self, inbound);
        reader = new StanzaReader(
            self, inbound, rooms, keeper, pending, sent, origins, archives, markers is null ? null : markers.Add, metrics, logger);

        var commands = new CommandAbilities(
            new CommandSender(session, rooms, pending, sent, connection.CatchUpAsync, metrics), outbound);
        return new XmppConnector(connection, new ConnectorParts
        {
            MessageIdOf = MessageIds.Of,
            SendMessage = commands.SendMessage,
            Abilities =
            [
                .. commands.Others,
                new RoomRequests(session, rooms, joins, options.AnswerTimeout, time),
                activity,
                new LastActivityQuery(session, Users.AddressOf, time),
                new PrivacyListRequests(session, new PrivacyRules(user => [Users.AddressOf(user)], Users.Find)),
                new NetworkPing(session, Jid.Parse(self.Domain), time),
                new MissedMessages(self, session, rooms, archives, options.AnswerTimeout, time, logger),
            ],
            DeliveredMarkers = markers,
            Loops = [errands.RunAsync, stopping => keeper.RunAsync(options.RoomCheckInterval, time, stopping)],
        });
    }
}
