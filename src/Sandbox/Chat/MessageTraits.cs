using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>What kind of message it is, as far as routing cares (section 4).</summary>
internal enum MessageKind
{
    /// <summary>Something to read: stored on request, kept for users who are away.</summary>
    Content,

    /// <summary>Delivered or read (section 4.6).</summary>
    Marker,

    /// <summary>An edit or a delete (sections 4.8, 4.9).</summary>
    Change,

    /// <summary>Typing or stopped (section 4.7).</summary>
    Typing,

    /// <summary>A system message (section 4.11).</summary>
    System,

    /// <summary>Anything else is relayed to whoever is there.</summary>
    Other,
}

/// <summary>What routing needs to know of a message, found in one pass.</summary>
internal readonly record struct MessageTraits
{
    public const string MarkersNamespace = "urn:xmpp:chat-markers:0";

    private const string SystemNotifications = "SystemNotifications";

    public MessageKind Kind { get; private init; }

    public string? Body { get; private init; }

    /// <summary>The <c>received</c> or <c>displayed</c> element of a <see cref="MessageKind.Marker"/>.</summary>
    public Element? Marker { get; private init; }

    /// <summary>Whether the sender wants it in the history, and it may be there.</summary>
    public bool IsSaved { get; private init; }

    public static MessageTraits Of(Element message)
    {
        string? body = null;
        Element? marker = null;
        Element? extraParams = null;
        var (changes, types, destroys) = (false, false, false);
        foreach (var child in message.Elements)
        {
            switch (child.Name)
            {
                case { Namespace: Namespaces.Client, LocalName: "body" }:
                    body ??= child.Text;
                    break;
                case { Namespace: Namespaces.Client, LocalName: ExtraParams.LocalName }:
                    extraParams ??= child;
                    break;
                case { Namespace: Namespaces.ChatStates }:
                    types = true;
                    break;
                case { Namespace: MarkersNamespace, LocalName: "received" or "displayed" }:
                    marker ??= child;
                    break;
                case { Namespace: "urn:xmpp:message-correct:0", LocalName: "replace" }:
                case { Namespace: "urn:xmpp:message-delete:0", LocalName: "remove" }:
                    changes = true;
                    break;
                case { Namespace: "urn:xmpp:message-destroy-after:0", LocalName: "destroy" }:
                    destroys = true;
                    break;
            }
        }

        var saved = ExtraParams.Value(extraParams, "save_to_history") == "1";
        var isSystem = message.Attribute("type") == "headline"
            && ExtraParams.Value(extraParams, "moduleIdentifier") == SystemNotifications;
        var hasContent = body is not null || saved || extraParams?.Child("attachment") is not null;
        return new MessageTraits
        {
            Kind = isSystem ? MessageKind.System
                : message.Attribute("type") == "headline" ? MessageKind.Other
                : changes ? MessageKind.Change
                : marker is not null && body is null ? MessageKind.Marker
                : hasContent ? MessageKind.Content
                : types ? MessageKind.Typing
                : MessageKind.Other,
            Body = body,
            Marker = marker,
            IsSaved = saved && !destroys,
        };
    }
}
