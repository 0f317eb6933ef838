using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>The <c>extraParams</c> element: everything in a message that is not text (section 4.1).</summary>
internal static class ExtraParams
{
    public const string LocalName = "extraParams";

    /// <summary>The name of each attachment, directly in the element (section 4.4).</summary>
    public const string Attachment = "attachment";

    private const string ModuleIdentifier = "moduleIdentifier";
    private const string SystemNotifications = "SystemNotifications";

    private static readonly XmlName Name = new(Namespaces.Client, LocalName);

    /// <summary>The text of one parameter, or null.</summary>
    public static string? Value(Element? extraParams, string name) => extraParams?.Child(name)?.Text;

    /// <summary>Whether a headline is a system message, and not the signalling of a call (section 4.11).</summary>
    public static bool IsSystem(Element? extraParams) => Value(extraParams, ModuleIdentifier) == SystemNotifications;

    /// <summary>What makes a headline a system message.</summary>
    public static Element SystemMark() => Parameter(ModuleIdentifier, SystemNotifications);

    /// <summary>Whether the author wants nobody to be alerted (section 4.5).</summary>
    public static bool IsSilent(Element? extraParams) => Value(extraParams, "silent") is "1" or "true";

    /// <summary>Whether the author wants to hear that it was delivered (section 4.5).</summary>
    public static bool IsMarkable(Element? extraParams) => Value(extraParams, "markable") is "1" or "true";

    public static Element Parameter(string name, string value) => new(new XmlName(Namespaces.Client, name), value);

    public static Element Of(params ReadOnlySpan<Element> parameters) => new(Name, [], parameters);

    /// <summary>
    /// The payloads of a message with what the server knows better: the true dialog, the time if the client gave none, and the
    /// message id if it is not that of the stanza. Everything else stays as it is, in its order.
    /// </summary>
    /// <param name="message">The message as the client sent it.</param>
    /// <param name="dialogId">The true dialog.</param>
    /// <param name="now">Unix seconds; null where no time belongs, as in a marker.</param>
    /// <param name="messageId">The id in the history, or null when it is the stanza's.</param>
    /// <param name="extraParams">The completed element.</param>
    public static Element[] Complete(Element message, string dialogId, long? now, string? messageId, out Element extraParams)
    {
        var payloads = message.Elements;
        var index = -1;
        for (var i = 0; i < payloads.Count && index < 0; i++)
        {
            index = payloads[i].Name == Name ? i : -1;
        }

        extraParams = Complete(index < 0 ? null : payloads[index], dialogId, now, messageId);
        if (index < 0)
        {
            return [.. payloads, extraParams];
        }

        Element[] completed = [.. payloads];
        completed[index] = extraParams;
        return completed;
    }

    /// <summary>Unix seconds; clients send milliseconds too (section 4.1), and anything else is ignored.</summary>
    public static long DateSent(Element extraParams, long now) =>
        long.TryParse(Value(extraParams, "date_sent"), out var sent) && sent > 0
            ? sent > 100_000_000_000 ? sent / 1000 : sent
            : now;

    private static Element Complete(Element? given, string dialogId, long? now, string? messageId)
    {
        var parameters = new List<Element>();
        var hasDate = false;
        foreach (var parameter in given?.Elements ?? [])
        {
            var name = parameter.Name.LocalName;
            var ours = name is "dialog_id" || (messageId is not null && name is "message_id");
            hasDate |= name is "date_sent";
            if (!ours)
            {
                parameters.Add(parameter);
            }
        }

        if (!hasDate && now is { } seconds)
        {
            parameters.Add(Parameter("date_sent", seconds.ToString()));
        }

        parameters.Add(Parameter("dialog_id", dialogId));
        if (messageId is not null)
        {
            parameters.Add(Parameter("message_id", messageId));
        }

        return given is null ? Of([.. parameters]) : given.WithElements([.. parameters]);
    }
}
