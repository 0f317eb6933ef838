using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Tells the chat what was done over REST (sections 6.3, 6.6, 6.8).</summary>
internal sealed class Publisher(SandboxWorld world, Courier courier)
{
    // Half of the vendor's clients look for this, the others for the parameter (section 4.5).
    private static readonly XmlName Markable = new(MessageTraits.MarkersNamespace, "markable");

    /// <summary>Delivers a new message.</summary>
    public void Message(Dialog dialog, User author, StoredMessage message)
    {
        var isSilent = ExtraParams.IsSilent(message.ExtraParams);
        Element[] payloads =
        [
            .. message.Body is { } body ? [new Element(new XmlName(Namespaces.Client, "body"), body)] : Array.Empty<Element>(),
            message.ExtraParams!,
            .. ExtraParams.IsMarkable(message.ExtraParams) ? [new Element(Markable)] : Array.Empty<Element>(),
        ];
        var alert = isSilent ? null : new Alert(dialog.Id, message.Id, message.Body);
        Send(dialog, author, message.Id, message.CreatedAt, alert, payloads);
    }

    /// <summary>Says that a message is gone (section 4.9).</summary>
    public void Deleted(Dialog dialog, User actor, string messageId) =>
        Send(
            dialog, actor, world.Ids.Next(), world.Time.GetUtcNow(), alert: null,
            [
                new Element(MessageTraits.DeleteName, null, new XmlAttribute("id", messageId)),
                ExtraParams.Of(ExtraParams.Parameter("dialog_id", dialog.Id)),
            ]);

    /// <summary>Says what a user has put to a message and taken from it (section 4.10).</summary>
    public void Reacted(Dialog dialog, User actor, string messageId, IEnumerable<string> added, IEnumerable<string> removed) =>
        Send(
            dialog, actor, world.Ids.Next(), world.Time.GetUtcNow(), alert: null,
            [
                ExtraParams.Of(ExtraParams.Parameter("dialog_id", dialog.Id)),
                new Element(
                    new XmlName(Namespaces.Client, "reactions"),
                    [new("user_id", actor.Id.ToString()), new("message_id", messageId)],
                    [.. added.Select(type => Reaction("add", type)), .. removed.Select(type => Reaction("remove", type))]),
            ]);

    /// <summary>Delivers a system message (section 4.11), and returns its id.</summary>
    public string SystemMessage(User author, User reader, Element extraParams)
    {
        var letter = new Letter
        {
            Author = author,
            Template = Letter.NewTemplate("headline"),
            Id = world.Ids.Next(),
            Payloads = [extraParams],
            At = world.Time.GetUtcNow(),
            IsKept = true,
        };
        courier.ToUser(letter, reader);
        return letter.Id;
    }

    private static Element Reaction(string verb, string type) =>
        new(new XmlName(Namespaces.Client, "reaction"), null, new XmlAttribute(verb, "true"), new XmlAttribute("type", type));

    private void Send(Dialog dialog, User author, string id, DateTimeOffset at, Alert? alert, Element[] payloads)
    {
        var letter = new Letter
        {
            Author = author,
            Template = Letter.NewTemplate(dialog.Type == DialogType.Private ? "chat" : "groupchat"),
            Id = id,
            Payloads = payloads,
            At = at,
            IsKept = true,
            Alert = alert,
        };
        if (dialog.Type != DialogType.Private)
        {
            courier.ToReaders(letter, dialog);
        }
        else if (world.Users.TryFind(dialog.OtherThan(author.Id), out var reader))
        {
            courier.ToUser(letter, reader);
        }
    }
}
