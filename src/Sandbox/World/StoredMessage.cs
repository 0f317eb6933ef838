using System.Collections.Immutable;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.World;

/// <summary>A message in the history (section 6.1).</summary>
internal sealed class StoredMessage
{
    public required string Id { get; init; }

    public required string DialogId { get; init; }

    public required int SenderId { get; init; }

    /// <summary>The other user in a private dialog, 0 elsewhere.</summary>
    public required int RecipientId { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long DateSent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Body { get; init; }

    /// <summary>The <c>extraParams</c> element as it was relayed; read only when somebody asks for the history.</summary>
    public Element? ExtraParams { get; init; }

    /// <summary>Who has it on a device, the sender included. Changed by <see cref="History"/> alone.</summary>
    public ImmutableArray<int> DeliveredIds { get; set; } = [];

    /// <summary>Who has read it, the sender included. Changed by <see cref="History"/> alone.</summary>
    public ImmutableArray<int> ReadIds { get; set; } = [];
}
