using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>What kind of message it is, as far as routing cares (section 4).</summary>
internal enum MessageKind
{
    /// <summary>Something to read: stored on request, kept for users who are away.</summary>
    Content,

    /// <summary>Delivered or read (section 4.6).</summary>
    Marker,

    /// <summary>An edit (section 4.8).</summary>
    Edit,

    /// <summary>A delete (section 4.9).</summary>
    Delete,

    /// <summary>Typing or stopped (section 4.7).</summary>
    Typing,

    /// <summary>A system message (section 4.11).</summary>
    System,

    /// <summary>Several at once: what is checked and what a client makes of it could be two things.</summary>
    Ambiguous,

    /// <summary>A reaction, which only the server sends (section 4.10).</summary>
    Reaction,

    /// <summary>Anything else is relayed to whoever is there.</summary>
    Other,
}

/// <summary>What routing needs to know of a message, found in one pass.</summary>
internal readonly record struct MessageTraits
{
    public const string MarkersNamespace = "urn:xmpp:chat-markers:0";

    private const string EditNamespace = "urn:xmpp:message-correct:0";
    private const string DeleteNamespace = "urn:xmpp:message-delete:0";

    /// <summary>What says that another message is gone (section 4.9).</summary>
    public static XmlName DeleteName { get; } = new(DeleteNamespace, "remove");

    public MessageKind Kind { get; private init; }

    public string? Body { get; private init; }

    /// <summary>The element that names another message: a marker, an edit or a delete.</summary>
    public Element? Reference { get; private init; }

    /// <summary>Whether the sender wants it in the history, and it may be there.</summary>
    public bool IsSaved { get; private init; }

    /// <summary>Whether nobody who is away shall be alerted (section 4.5).</summary>
    public bool IsSilent { get; private init; }

    public static MessageTraits Of(Element message)
    {
        string? body = null;
        Element? marker = null;
        Element? change = null;
        Element? extraParams = null;
        var (references, types, destroys, reacts) = (0, false, false, false);
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
                case { Namespace: Namespaces.Client, LocalName: "reactions" }:
                    reacts = true;
                    break;
                case { Namespace: Namespaces.ChatStates }:
                    types = true;
                    break;
                case { Namespace: MarkersNamespace, LocalName: "received" or "displayed" }:
                    marker = child;
                    references++;
                    break;
                case { Namespace: EditNamespace, LocalName: "replace" }:
                case { Namespace: DeleteNamespace, LocalName: "remove" }:
                    change = child;
                    references++;
                    break;
                case { Namespace: "urn:xmpp:message-destroy-after:0", LocalName: "destroy" }:
                    destroys = true;
                    break;
            }
        }

        var saved = ExtraParams.Value(extraParams, "save_to_history") == "1";
        var hasContent = body is not null || extraParams?.Child(ExtraParams.Attachment) is not null || (saved && !types);
        return new MessageTraits
        {
            Kind = message.Attribute("type") == "headline"
                    ? ExtraParams.IsSystem(extraParams) ? MessageKind.System : MessageKind.Other
                : reacts ? MessageKind.Reaction
                : references > 1 ? MessageKind.Ambiguous
                : change is not null ? change.Name.Namespace == EditNamespace ? MessageKind.Edit : MessageKind.Delete
                : marker is not null && body is null ? MessageKind.Marker
                : hasContent ? MessageKind.Content
                : types ? MessageKind.Typing
                : MessageKind.Other,
            Body = body,
            Reference = change ?? marker,
            IsSaved = saved && !destroys,
            IsSilent = ExtraParams.IsSilent(extraParams),
        };
    }
}
