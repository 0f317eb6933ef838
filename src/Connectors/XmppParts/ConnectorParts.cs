using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Connectors.XmppParts;

/// <summary>What an <see cref="XmppConnector"/> is put together from, besides its connection.</summary>
public sealed record ConnectorParts
{
    /// <summary>The network's id of the message that a command becomes.</summary>
    public required Func<SendMessage, string> MessageIdOf { get; init; }

    /// <summary>The ability that every connector has.</summary>
    public required ICarriesOut<SendMessage> SendMessage { get; init; }

    /// <summary>The optional abilities.</summary>
    public required IReadOnlyList<object> Abilities { get; init; }

    /// <summary>Messages whose senders are to be told that they arrived; null where nobody tells them.</summary>
    public ReadyQueue<MessageReceived>? DeliveredMarkers { get; init; }

    /// <summary>What else runs as long as the connector lives, each until its token fires.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Loops { get; init; } = [];

    /// <summary>Disposed last, after everything has ended; null when there is nothing.</summary>
    public IAsyncDisposable? Owned { get; init; }
}
