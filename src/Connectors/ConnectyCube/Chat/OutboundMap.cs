using System.Buffers;
using System.Globalization;
using System.Text;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>Turns a command into a stanza (sections 4.1 to 4.3 and 4.7).</summary>
internal sealed class OutboundMap(ChatAddresses addresses, DialogDirectory dialogs, TimeProvider time)
{
    // A stanza beyond the server's limit would cost the connection, again at every retry (section 3.2).
    private const int MaxStanzaBytes = 256 * 1024;
    private const int CertainlySmall = 20_000;

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(string.Concat(
        Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0xD800, 0x800))
            .Append(0xFFFE).Append(0xFFFF).Select(c => (char)c)));

    /// <summary>The stanza that carries the message.</summary>
    /// <exception cref="ConnectorRefusedException">The text or the metadata cannot be sent.</exception>
    public Message ToMessage(SendMessage command, DialogTarget target)
    {
        CheckText(command.Text, "The text");
        foreach (var (key, value) in command.Metadata)
        {
            CheckText(value, $"The metadata value '{key}'");
        }

        if (command.Text.Length == 0)
        {
            throw new ConnectorRefusedException("A message needs a text.", "empty-text");
        }

        var message = Envelope(command.Dialog, target) with { Id = MessageId(command) };
        message = message.WithBody(command.Text).With(ExtraParams.Write(OwnParams(command.Dialog, target), command.Metadata));
        CheckSize(command, message);
        return message;
    }

    /// <summary>The stanza that shows or hides "is typing"; it has no id and no text (section 4.7).</summary>
    public Message ToMessage(SetTyping command, DialogTarget target) =>
        Envelope(command.Dialog, target).WithChatState(command.IsTyping ? ChatState.Composing : ChatState.Paused);

    /// <summary>The id that every repetition of the command yields.</summary>
    public static string MessageId(SendMessage command) => ObjectId.Create(command.CreatedAt, command.CommandId);

    private Message Envelope(DialogRef dialog, DialogTarget target) => target.UserId is { } userId
        ? new Message { Type = MessageType.Chat, To = addresses.User(userId) }
        : new Message { Type = MessageType.GroupChat, To = addresses.Room(dialog.Id) };

    private IEnumerable<KeyValuePair<string, string>> OwnParams(DialogRef dialog, DialogTarget target)
    {
        yield return new(ExtraParams.SaveToHistory, "1");
        yield return new(ExtraParams.DateSent, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

        var dialogId = target.UserId is { } userId && !ObjectId.IsValid(dialog.Id) ? dialogs.FindDialogOf(userId) : dialog.Id;
        if (dialogId is not null)
        {
            yield return new(ExtraParams.DialogId, dialogId);
        }
    }

    private static void CheckText(string text, string what)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Suspicious) is >= 0 and var at)
        {
            // The two halves of a surrogate pair, such as an emoji, are fine; one half alone is not.
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done || length == 1)
            {
                throw new ConnectorRefusedException($"{what} holds a character that XML cannot carry.", "invalid-character");
            }

            rest = rest[(at + length)..];
        }
    }

    private static void CheckSize(SendMessage command, Message message)
    {
        if (command.Text.Length + command.Metadata.Sum(p => p.Key.Length + p.Value.Length) > CertainlySmall
            && Encoding.UTF8.GetByteCount(message.ToElement().ToString()) > MaxStanzaBytes)
        {
            throw new ConnectorRefusedException($"The message is larger than {MaxStanzaBytes / 1024} KiB.", "too-large");
        }
    }
}
