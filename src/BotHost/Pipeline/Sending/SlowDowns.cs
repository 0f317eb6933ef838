using BotPlatform.BotHost.Waiting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Tells who sends much that a network wants less, or that a connection broke under what was on its way.</summary>
internal sealed class SlowDowns
{
    private readonly Bell<(AccountRef Account, ConnectorException Problem)> _bell = new();

    /// <summary>Calls somebody each time, until the disposal of what is returned; the call must be quick and not throw.</summary>
    public IDisposable Listen(AccountRef account, Action<ConnectorException> slowed) => _bell.Listen(told =>
    {
        if (told.Account == account)
        {
            slowed(told.Problem);
        }
    });

    /// <summary>A command could not be sent now, and may be later.</summary>
    public void Tell(AccountRef account, ConnectorException problem) => _bell.Ring((account, problem));
}
