using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>Section 1: the ids of messages, which their senders choose and may have chosen badly.</summary>
internal static class MessageIds
{
    public const int MaxLength = 64;

    /// <summary>The id itself, or, for an endless one, always the same short one.</summary>
    public static string Bound(string id) => id.Length <= MaxLength ? id : ObjectId.Create(DateTimeOffset.UnixEpoch, id);

    /// <summary>The id by which something names a message; always the same short one for an endless one.</summary>
    /// <exception cref="XmppFormatException">It names none.</exception>
    public static string Require(string id) =>
        id.Length > 0 ? Bound(id) : throw new XmppFormatException("A message has an empty id.");

    /// <summary>The id by which a bot names a message of the history, as the service writes it.</summary>
    /// <exception cref="ConnectorRefusedException">It is none.</exception>
    public static string OfHistory(string id) => ObjectId.TryNormalize(id, out var normal)
        ? normal
        : throw new ConnectorRefusedException($"'{Bound(id)}' is no message: an id is 24 hex digits.", "item-not-found");

    /// <summary>
    /// The id of a message: the stanza's, unless the server had to give it another one and says so in the parameters. Null when
    /// there is none.
    /// </summary>
    public static string? Of(Message message, Element? extraParams)
    {
        var id = message.Id is { } stanzaId && ObjectId.IsValid(stanzaId)
            ? stanzaId
            : ExtraParams.Value(extraParams, ExtraParams.MessageId) ?? message.Id;
        return string.IsNullOrEmpty(id) ? null : Bound(id);
    }
}
