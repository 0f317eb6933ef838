using System.Globalization;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>Why a message becomes no event.</summary>
internal enum Ignored
{
    /// <summary>It became one.</summary>
    Not,

    /// <summary>We wrote it ourselves, here or on another device (sections 3.7 and 4.3).</summary>
    OwnEcho,

    /// <summary>It comes from nobody who could be in a dialog: a service, or another application.</summary>
    Stranger,

    /// <summary>It carries neither text nor typing: a marker, a reaction, a deletion, an edit, a system message.</summary>
    Unhandled,

    /// <summary>Something in it is not what the protocol demands.</summary>
    Malformed,
}

/// <summary>What a message means: an event, or the reason why it is none.</summary>
internal readonly record struct Inbound(IChatEvent? Event, Ignored Ignored)
{
    public static implicit operator Inbound(Ignored reason) => new(null, reason);

    public static Inbound Of(IChatEvent happened) => new(happened, Ignored.Not);
}

/// <summary>Turns a message stanza into what happened (sections 4.1 to 4.3, 4.7 and 4.15), and learns dialogs on the way.</summary>
internal sealed class InboundMap(
    AccountRef account, string ownUserId, ChatAddresses addresses, DialogDirectory dialogs, TimeProvider time)
{
    private const int MaxIdLength = 64;
    private const long FirstMillisecond = 100_000_000_000;   // larger numbers cannot be seconds (section 4.1)

    private static readonly XmlName Replace = new("urn:xmpp:message-correct:0", "replace");

    private readonly Jid _self = addresses.User(ownUserId);

    /// <summary>Reads a message that is no error.</summary>
    public Inbound Map(Message message)
    {
        try
        {
            return Carbon.TryUnwrap(message, _self) is not null ? Ignored.OwnEcho : MapPlain(message);
        }
        catch (XmppFormatException)
        {
            return Ignored.Malformed;
        }
    }

    private Inbound MapPlain(Message message)
    {
        if (message.From is not { } from)
        {
            return Ignored.Malformed;
        }

        if (message.Type is not (MessageType.Chat or MessageType.GroupChat))
        {
            return Ignored.Unhandled;
        }

        var extraParams = ExtraParams.In(message);
        var hasText = !string.IsNullOrEmpty(message.Body) && !message.Payloads.Any(e => e.Name == Replace);
        var state = message.GetChatState();
        if (!hasText && state is not (ChatState.Composing or ChatState.Paused))
        {
            return IsOwn(message.Type, from) ? Ignored.OwnEcho : Ignored.Unhandled;
        }

        if (FindPlace(message.Type, from, hasText ? ExtraParams.Value(extraParams, ExtraParams.DialogId) : null) is not { } place)
        {
            return Ignored.Stranger;
        }

        if (place.Sender.Id == ownUserId)
        {
            return Ignored.OwnEcho;
        }

        return Inbound.Of(hasText ? ToReceived(message, place, extraParams) : ToTyping(message, place, state == ChatState.Composing));
    }

    private bool IsOwn(MessageType type, Jid from) =>
        (type == MessageType.GroupChat ? from.Resource : addresses.UserId(from)) == ownUserId;

    private Place? FindPlace(MessageType type, Jid from, string? claimedDialog)
    {
        if (type == MessageType.GroupChat)
        {
            if (addresses.DialogId(from) is not { } room || !ChatAddresses.IsUserId(from.Resource))
            {
                return null;
            }

            dialogs.Learn(room, DialogTarget.Room);
            return new Place(new DialogRef(room), DialogKind.Group, new UserRef(from.Resource));
        }

        if (addresses.UserId(from) is not { } user)
        {
            return null;
        }

        var isKnown = user != ownUserId && claimedDialog is not null && ObjectId.IsValid(claimedDialog)
            && dialogs.TryLearnClaim(claimedDialog, user);
        var dialog = isKnown ? claimedDialog! : dialogs.FindDialogOf(user) ?? user;
        return new Place(new DialogRef(dialog), DialogKind.Direct, new UserRef(user));
    }

    private MessageReceived ToReceived(Message message, Place place, Element? extraParams)
    {
        var messageId = MessageId(message, extraParams);
        return new MessageReceived
        {
            Origin = new EventOrigin
            {
                EventId = $"{ConnectyCubeConnectorFactory.Network}/{place.Dialog.Id}/{messageId}",
                Account = account,
                OccurredAt = OccurredAt(message, extraParams),
            },
            Dialog = place.Dialog,
            DialogKind = place.Kind,
            MessageId = messageId,
            Sender = place.Sender,
            Text = message.Body!,
            Metadata = ExtraParams.ReadMetadata(extraParams),
            WasDelayed = message.Payloads.Any(e => e.Name == Delay.Name),
        };
    }

    private TypingChanged ToTyping(Message message, Place place, bool isTyping) => new()
    {
        Origin = new EventOrigin
        {
            EventId = Guid.NewGuid().ToString("N"),
            Account = account,
            OccurredAt = OccurredAt(message, extraParams: null),
        },
        Dialog = place.Dialog,
        DialogKind = place.Kind,
        User = place.Sender,
        IsTyping = isTyping,
    };

    private string MessageId(Message message, Element? extraParams)
    {
        if (message.Id is { } id && ObjectId.IsValid(id))
        {
            return id;
        }

        return (ExtraParams.Value(extraParams, ExtraParams.MessageId) ?? message.Id) switch
        {
            { Length: > 0 and <= MaxIdLength } given => given,
            { Length: > 0 } long_ => ObjectId.Create(DateTimeOffset.UnixEpoch, long_),
            _ => ObjectId.Create(time.GetUtcNow(), Guid.NewGuid().ToString("N")),
        };
    }

    private DateTimeOffset OccurredAt(Message message, Element? extraParams)
    {
        var now = time.GetUtcNow();
        var said = DelayTime(message) ?? DateSent(extraParams);
        return said is { } then && then.Year >= 2000 && then <= now.AddDays(1) ? then : now;
    }

    private static DateTimeOffset? DelayTime(Message message)
    {
        try
        {
            return message.Get<Delay>()?.Stamp.ToUniversalTime();
        }
        catch (XmppFormatException)
        {
            // A wrong time is no reason to lose the message.
            return null;
        }
    }

    private static DateTimeOffset? DateSent(Element? extraParams)
    {
        if (!long.TryParse(
                ExtraParams.Value(extraParams, ExtraParams.DateSent), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var milliseconds = number >= FirstMillisecond ? number : number * 1000;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    private sealed record Place(DialogRef Dialog, DialogKind Kind, UserRef Sender);
}
