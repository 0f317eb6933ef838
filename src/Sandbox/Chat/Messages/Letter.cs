using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>What an author says, ready to be addressed to one reader after the other.</summary>
internal sealed record Letter
{
    public required User Author { get; init; }

    /// <summary>Where it comes from; null when it was made over REST.</summary>
    public ChatSession? Session { get; init; }

    /// <summary>The attributes that go along, beside addresses and id.</summary>
    public required Element Template { get; init; }

    /// <summary>The id of the stanza.</summary>
    public string? Id { get; init; }

    public required Element[] Payloads { get; init; }

    /// <summary>When the sandbox accepted it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it waits for readers who are away. What does not is worth something only now: typing, calls.</summary>
    public bool IsKept { get; init; }

    /// <summary>What those who are away are alerted with; null for what raises no alert.</summary>
    public Alert? Alert { get; init; }

    /// <summary>Who the reader of a private message sees as its sender.</summary>
    public string From => Session?.FullJid ?? Author.BareJid;

    /// <summary>A template for what the server itself writes.</summary>
    public static Element NewTemplate(string type) =>
        new(new XmlName(Namespaces.Client, "message"), null, new XmlAttribute("type", type));
}

/// <summary>What an alert is about (section 10).</summary>
internal sealed record Alert(string DialogId, string MessageId, string? Body)
{
    private const int MaxLength = 200;

    /// <summary>Fills the template: who writes, and the beginning of what they write.</summary>
    public string Render(User author)
    {
        var text = Body is null ? "[attachment]" : Body.Length <= MaxLength ? Body : $"{Body.AsSpan(0, MaxLength)}…";
        return $"{author.Profile.FullName ?? author.Profile.Login}: {text}";
    }
}
