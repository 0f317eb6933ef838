using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>The <c>extraParams</c> element: everything in a message that is not text (section 4.1).</summary>
internal static class ExtraParams
{
    public const string LocalName = "extraParams";

    private static readonly XmlName Name = new(Namespaces.Client, LocalName);

    /// <summary>The text of one parameter, or null.</summary>
    public static string? Value(Element? extraParams, string name) => extraParams?.Child(name)?.Text;

    public static Element Parameter(string name, string value) => new(new XmlName(Namespaces.Client, name), value);

    public static Element Of(params ReadOnlySpan<Element> parameters) => new(Name, [], parameters);

    /// <summary>
    /// The payloads of a message with what the server knows better: the true dialog, the time if the client gave none, and the
    /// message id if it is not that of the stanza. Everything else stays as it is, in its order.
    /// </summary>
    /// <param name="message">The message as the client sent it.</param>
    /// <param name="dialogId">The true dialog.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="messageId">The id in the history, or null when it is the stanza's.</param>
    /// <param name="extraParams">The completed element.</param>
    public static Element[] Complete(Element message, string dialogId, long now, string? messageId, out Element extraParams)
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

    private static Element Complete(Element? given, string dialogId, long now, string? messageId)
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

        if (!hasDate)
        {
            parameters.Add(Parameter("date_sent", now.ToString()));
        }

        parameters.Add(Parameter("dialog_id", dialogId));
        if (messageId is not null)
        {
            parameters.Add(Parameter("message_id", messageId));
        }

        return given is null ? Of([.. parameters]) : given.WithElements([.. parameters]);
    }
}
