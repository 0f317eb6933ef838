using System.Collections.Frozen;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Section 4.1: the element that carries everything about a message that is not its text. A nested value has a path for a key:
/// <c>address/city</c>.
/// </summary>
internal static class ExtraParams
{
    public const string SaveToHistory = "save_to_history";
    public const string DateSent = "date_sent";
    public const string DialogId = "dialog_id";
    public const string MessageId = "message_id";
    public const string ModuleIdentifier = "moduleIdentifier";
    public const string Silent = "silent";
    public const string Markable = "markable";
    public const string Attachment = "attachment";

    /// <summary>The module that system messages are for (section 4.11).</summary>
    public const string SystemModule = "SystemNotifications";

    // A hostile nest of long names would otherwise grow into a thousand times its size.
    private const int MaxEntries = 256;
    private const int MaxPathLength = 512;

    /// <summary>The element's name.</summary>
    public static readonly XmlName ElementName = new(Namespaces.Client, "extraParams");

    /// <summary>Names of the protocol in a message to people.</summary>
    public static readonly FrozenSet<string> OfMessages =
        [SaveToHistory, DateSent, DialogId, MessageId, ModuleIdentifier, Silent, Markable, Attachment];

    /// <summary>
    /// Names of the protocol in a system message: the others are free there, the id of a dialog that the message is about
    /// included (section 4.11).
    /// </summary>
    public static readonly FrozenSet<string> OfSystemMessages = [SaveToHistory, DateSent, MessageId, ModuleIdentifier];

    /// <summary>The element inside a message, or null.</summary>
    public static Element? In(Message message) => message.Payloads.FirstOrDefault(e => e.Name == ElementName);

    /// <summary>The text of one parameter of the first level, or null.</summary>
    public static string? Value(Element? extraParams, string name)
    {
        // As the vendor's clients do: of several with one name the last counts (section 4.1).
        var value = extraParams?.Elements.LastOrDefault(e => e.Name.LocalName == name)?.Text;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Whether a parameter of the first level is switched on.</summary>
    public static bool IsSet(Element? extraParams, string name) => Value(extraParams, name) is "1" or "true";

    /// <summary>The parameters that belong to the sender's app, without the protocol's own.</summary>
    public static IReadOnlyDictionary<string, string> Read(Element? extraParams, FrozenSet<string> reserved)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var child in extraParams?.Elements ?? [])
        {
            if (!reserved.Contains(child.Name.LocalName))
            {
                Read(child, child.Name.LocalName, parameters);
            }
        }

        return parameters;
    }

    private static void Read(Element element, string path, Dictionary<string, string> parameters)
    {
        if (path.Length > MaxPathLength || parameters.Count >= MaxEntries)
        {
            return;
        }

        if (element.Elements is { Count: > 0 } children)
        {
            foreach (var child in children)
            {
                Read(child, $"{path}/{child.Name.LocalName}", parameters);
            }
        }
        else if (element.Text.Length > 0)
        {
            parameters[path] = element.Text;
        }
    }
}
