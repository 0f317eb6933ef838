using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>
/// XEP-0313 §4: a question to an archive. The messages come one by one, then the answer, an <see cref="ArchiveEnd"/>.
/// </summary>
public sealed record ArchiveQuery
{
    private static readonly XmlName QueryName = new(Namespaces.Archive, "query");
    private static readonly XmlName ResultName = new(Namespaces.Archive, "result");

    /// <summary>Chosen by us, different for each question; the messages that answer it repeat it.</summary>
    public required string QueryId { get; init; }

    /// <summary>The room whose archive is asked; null: that of our own account.</summary>
    public Jid? Room { get; init; }

    /// <summary>Only messages from or to this address; in a room only those of this sender.</summary>
    public Jid? With { get; init; }

    /// <summary>Nothing earlier.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Nothing later.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>
    /// Only what came after the message with this archive id, which must be there. Only where the service has the feature
    /// <c>urn:xmpp:mam:2#extended</c>; <see cref="PageRequest.After"/> does the same everywhere.
    /// </summary>
    public string? AfterId { get; init; }

    /// <summary>Only what came before the message with this archive id; like <see cref="AfterId"/>.</summary>
    public string? BeforeId { get; init; }

    /// <summary>Which part of the result; null leaves it to the server.</summary>
    public PageRequest? Page { get; init; }

    /// <summary>The request.</summary>
    public Iq ToRequest()
    {
        (string Name, string? Value)[] filters =
        [
            ("with", With?.ToString()),
            ("start", Start is { } start ? Timestamps.Format(start) : null),
            ("end", End is { } end ? Timestamps.Format(end) : null),
            ("after-id", AfterId),
            ("before-id", BeforeId),
        ];
        FormField[] fields = [.. filters.Where(f => f.Value is not null).Select(f => new FormField(f.Name, f.Value!))];
        var children = new List<Element>(2);
        if (fields.Length > 0)
        {
            children.Add(DataForm.Submit(Namespaces.Archive, fields).ToElement());
        }

        if (Page is not null)
        {
            children.Add(Page.ToElement());
        }

        var query = new Element(QueryName, [new XmlAttribute("queryid", QueryId)], [.. children]);
        return new Iq { Type = IqType.Set, To = Room, Payload = query };
    }

    /// <summary>The archived message inside a message, or null when it does not answer this question.</summary>
    /// <param name="message">What was received.</param>
    /// <param name="self">
    /// Our own address. Results come only from the archive that was asked; anybody else's would invent a past, so they are no
    /// results. An occupant of the room is somebody else.
    /// </param>
    /// <exception cref="XmppFormatException">It has no id or no content, or holds a message with a wrong address.</exception>
    public ArchivedMessage? TryUnwrap(Message message, Jid self)
    {
        var result = message.Payloads.FirstOrDefault(e => e.Name == ResultName);
        var isFromArchive = Room is null ? message.IsFromAccount(self) : message.From == Room;
        if (result is null || !isFromArchive || result.Attribute("queryid") != QueryId)
        {
            return null;
        }

        var forwarded = result.Elements.Find<Forwarded>() ?? throw new XmppFormatException("<result/> has no <forwarded/>.");
        return new ArchivedMessage(result.RequireAttribute("id"), forwarded.Delay?.Stamp, forwarded.Message);
    }
}

/// <summary>XEP-0313 §4.2: a message of an archive.</summary>
/// <param name="ArchiveId">Its id in that archive; the live message carried it as <see cref="StanzaId"/>.</param>
/// <param name="SentAt">When it passed the server; null when the archive does not say it, which is rare.</param>
/// <param name="Message">The message with its own addresses; null when it was taken out of the archive.</param>
public sealed record ArchivedMessage(string ArchiveId, DateTimeOffset? SentAt, Message? Message);

/// <summary>XEP-0313 §4.3: the answer to an <see cref="ArchiveQuery"/>: all messages of this page have come.</summary>
/// <param name="IsComplete">Whether there is no further page.</param>
/// <param name="IsStable">False when the archive is changing, so that what was read may not be all.</param>
/// <param name="Page">Which part it was.</param>
public sealed record ArchiveEnd(bool IsComplete, bool IsStable, Page Page) : IPayload<ArchiveEnd>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Archive, "fin");

    /// <inheritdoc />
    public static ArchiveEnd Parse(Element element) => new(
        element.Attribute("complete") is "true" or "1",
        element.Attribute("stable") is not ("false" or "0"),
        element.Elements.Find<Page>() ?? throw new XmppFormatException("<fin/> has no <set/>."));

    /// <inheritdoc />
    public Element ToElement() => new(
        Name,
        [new XmlAttribute("complete", IsComplete ? "true" : "false"), new XmlAttribute("stable", IsStable ? "true" : "false")],
        Page.ToElement());
}
