using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>A command on its way to a connector.</summary>
/// <param name="Item">What is finished with it.</param>
internal sealed record Outgoing(FedItem Item)
{
    public IReliableCommand Command { get; } = (IReliableCommand)Item.Message;

    /// <summary>What it is called in logs and metrics.</summary>
    public string Kind => Command.GetType().Name;
}
