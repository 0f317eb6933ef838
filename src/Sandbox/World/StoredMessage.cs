using System.Collections.Immutable;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.World;

/// <summary>A message in the history (section 6.1). Immutable: a change replaces it.</summary>
internal sealed record StoredMessage
{
    public required string Id { get; init; }

    public required string DialogId { get; init; }

    public required int SenderId { get; init; }

    /// <summary>The other user in a private dialog, 0 elsewhere.</summary>
    public required int RecipientId { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long DateSent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the author last changed the text, if ever (section 4.8).</summary>
    public DateTimeOffset? EditedAt { get; init; }

    public string? Body { get; init; }

    /// <summary>The <c>extraParams</c> element as it was relayed; read only when somebody asks for the history.</summary>
    public Element? ExtraParams { get; init; }

    /// <summary>Who has it on a device, the sender included.</summary>
    public ImmutableArray<int> DeliveredIds { get; init; } = [];

    /// <summary>Who has read it, the sender included.</summary>
    public ImmutableArray<int> ReadIds { get; init; } = [];

    /// <summary>Who has deleted it for themselves (section 6.5).</summary>
    public ImmutableArray<int> DeletedForIds { get; init; } = [];

    /// <summary>In the order in which they came; a user holds each at most once (section 6.8).</summary>
    public ImmutableArray<Reaction> Reactions { get; init; } = [];
}

/// <summary>What a user thinks of a message, as an emoji.</summary>
internal readonly record struct Reaction(string Type, int UserId);
