using System.Security.Cryptography.X509Certificates;
using BotPlatform.Sandbox.Chat.Activity;
using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chat;

/// <summary>What all chat connections share.</summary>
internal sealed class ChatContext
{
    public ChatContext(SandboxWorld world, X509Certificate2 certificate)
    {
        World = world;
        Certificate = certificate;
        Addresses = new Addresses(world.Options);
        Mailboxes = new Mailboxes(world.Options);
        Resumables = new ResumableSessions(world.Options.MaxConnections);
        Privacy = new PrivacyGuard(world, Mailboxes, Addresses);
        var courier = new Courier(world, Mailboxes, Addresses, Privacy);
        var writer = new LetterWriter(world, new MessageStamp(world), new MessageChanges(world));
        Messages = new MessageRouter(
            world, Mailboxes, new PrivateMessages(world, Privacy, writer, courier), new RoomMessages(world, writer, courier));
        Publisher = new Publisher(world, courier);
        Rooms = new RoomAttendance(world, Addresses);
        var activity = new LastActivity(world, Mailboxes, Privacy);
        Iqs = new IqHandler(
            Mailboxes, Privacy, new PrivacyRequests(world.Privacy), new RoomRequests(Rooms, Addresses),
            new ActivityRequests(world, activity, Addresses, Privacy));
        Presences = new PresenceHandler(Mailboxes, Rooms, activity, world.Time);
        Stanzas = new StanzaHandler(Messages, Iqs, Presences);
        Accounts = new Sasl.Accounts(world, Addresses);
        Removal = new UserRemoval(world, Mailboxes, Rooms);
        courier.Restore();
    }

    public SandboxWorld World { get; }

    public SandboxOptions Options => World.Options;

    public X509Certificate2 Certificate { get; }

    public Addresses Addresses { get; }

    public Mailboxes Mailboxes { get; }

    public MessageRouter Messages { get; }

    public Publisher Publisher { get; }

    public PrivacyGuard Privacy { get; }

    public IqHandler Iqs { get; }

    public PresenceHandler Presences { get; }

    public RoomAttendance Rooms { get; }

    public StanzaHandler Stanzas { get; }

    public ResumableSessions Resumables { get; }

    public Chaos.Standstill Standstill { get; } = new();

    public Chaos.RequestLimit RequestLimit { get; } = new();

    public Sasl.Accounts Accounts { get; }

    public UserRemoval Removal { get; }
}
