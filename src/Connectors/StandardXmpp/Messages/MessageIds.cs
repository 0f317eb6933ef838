using System.Security.Cryptography;
using System.Text;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Messages;

/// <summary>The ids of messages: ours derive from the command, those of others are chosen by others.</summary>
internal static class MessageIds
{
    private const int MaxLength = 256;

    /// <summary>The same id for the same command, so that a retry is not a second message.</summary>
    public static string Of(IReliableCommand command) => Hash($"{command.CreatedAt.UtcTicks}/{command.CommandId}");

    /// <summary>The id that the sender's client gave; null when it gave none.</summary>
    public static string? Of(Message message)
    {
        var id = string.IsNullOrEmpty(message.Id) ? message.Payloads.Find<OriginId>()?.Id : message.Id;
        return string.IsNullOrEmpty(id) ? null : Bound(id);
    }

    /// <summary>The id by which something names a message.</summary>
    /// <exception cref="XmppFormatException">It names none.</exception>
    public static string Require(string id) => id.Length > 0 ? Bound(id) : throw new XmppFormatException("A message has an empty id.");

    // Whoever chooses endless ids gets short ones, always the same for the same.
    private static string Bound(string id) => id.Length <= MaxLength ? id : Hash(id);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}
