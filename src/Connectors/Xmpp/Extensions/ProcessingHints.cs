using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0334: what servers are asked to do with a message.</summary>
public enum ProcessingHint
{
    /// <summary>Put it into no archive.</summary>
    NoPermanentStore,

    /// <summary>Keep it nowhere, not even for somebody who is offline.</summary>
    NoStore,

    /// <summary>Make no copies for other devices.</summary>
    NoCopy,

    /// <summary>Put it into the archive, although it has no body.</summary>
    Store,
}

/// <summary>XEP-0334: message processing hints, which are four elements of one namespace.</summary>
public static class ProcessingHints
{
    /// <summary>Whether the message carries the hint.</summary>
    public static bool HasHint(this Message message, ProcessingHint hint)
    {
        var name = ToName(hint);
        return message.Payloads.Any(e => e.Name == name);
    }

    /// <summary>A copy of the message that carries the hint.</summary>
    public static Message WithHint(this Message message, ProcessingHint hint) => message.With(new Element(ToName(hint)));

    private static XmlName ToName(ProcessingHint hint) => new(Namespaces.Hints, hint switch
    {
        ProcessingHint.NoPermanentStore => "no-permanent-store",
        ProcessingHint.NoStore => "no-store",
        ProcessingHint.NoCopy => "no-copy",
        _ => "store",
    });
}
