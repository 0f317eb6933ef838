using System.Security.Cryptography.X509Certificates;
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
        Messages = new MessageRouter(world, Mailboxes, Addresses);
        Iqs = new IqHandler(Mailboxes);
        Presences = new PresenceHandler(Mailboxes);
        Accounts = new Sasl.Accounts(world, Addresses);
    }

    public SandboxWorld World { get; }

    public SandboxOptions Options => World.Options;

    public X509Certificate2 Certificate { get; }

    public Addresses Addresses { get; }

    public Mailboxes Mailboxes { get; }

    public MessageRouter Messages { get; }

    public IqHandler Iqs { get; }

    public PresenceHandler Presences { get; }

    public Sasl.Accounts Accounts { get; }
}
