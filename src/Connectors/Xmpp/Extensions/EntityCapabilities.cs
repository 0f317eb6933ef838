using System.Security.Cryptography;
using System.Text;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>
/// XEP-0115: a fingerprint of a <see cref="DiscoInfo"/> in a presence, so that only the first of many has to be asked.
/// </summary>
/// <param name="Node">The program, as a URI.</param>
/// <param name="Ver">The fingerprint.</param>
/// <param name="Hash">How it was made; null in the form of before 2008, which cannot be checked.</param>
public sealed record EntityCapabilities(string Node, string Ver, string? Hash = EntityCapabilities.Sha1Name)
    : IPayload<EntityCapabilities>
{
    private const string Sha1Name = "sha-1";
    private const char Separator = '<';

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Capabilities, "c");

    /// <summary>What is asked for with <see cref="DiscoInfo.Request"/>.</summary>
    public string DiscoNode => $"{Node}#{Ver}";

    /// <summary>The fingerprint of <paramref name="info"/>.</summary>
    public static EntityCapabilities Of(string node, DiscoInfo info) => new(node, Fingerprint(info));

    /// <summary>
    /// Whether an answer fits the fingerprint and may be remembered for everybody who has the same (§5.4). Answers that say
    /// something twice never fit, nor those that hold the separator, with which two answers could share a fingerprint.
    /// </summary>
    public bool Matches(DiscoInfo info) => Hash == Sha1Name && IsWellFormed(info) && Ver == Fingerprint(info);

    /// <inheritdoc />
    public static EntityCapabilities Parse(Element element) =>
        new(element.RequireAttribute("node"), element.RequireAttribute("ver"), element.Attribute("hash"));

    /// <inheritdoc />
    public Element ToElement()
    {
        XmlAttribute[] attributes = [new("node", Node), new("ver", Ver)];
        return Hash is null ? new Element(Name, null, attributes) : new Element(Name, null, [new("hash", Hash), .. attributes]);
    }

    // §5.1, with the order of i;octet, which for what occurs here is that of UTF-16.
    private static string Fingerprint(DiscoInfo info)
    {
        var text = new StringBuilder();
        IEnumerable<string> parts =
        [
            .. info.Identities
                .OrderBy(i => i.Category, StringComparer.Ordinal).ThenBy(i => i.Type, StringComparer.Ordinal)
                .ThenBy(i => i.Language, StringComparer.Ordinal).ThenBy(i => i.Title, StringComparer.Ordinal)
                .Select(i => $"{i.Category}/{i.Type}/{i.Language}/{i.Title}"),
            .. info.Features.Order(StringComparer.Ordinal),
            .. info.Forms.Where(f => f.FormType is not null).OrderBy(f => f.FormType, StringComparer.Ordinal).SelectMany(FormParts),
        ];
        foreach (var part in parts)
        {
            text.Append(part).Append(Separator);
        }

        return Convert.ToBase64String(Sha1(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> FormParts(DataForm form) => form.Fields
        .OrderBy(f => f.Name, StringComparer.Ordinal)
        .SelectMany(f => f.Values.Order(StringComparer.Ordinal).Prepend(f.Name))
        .Prepend(form.FormType!);

    private static bool IsWellFormed(DiscoInfo info)
    {
        var formTypes = info.Forms.Select(f => f.FormType).OfType<string>().ToList();
        return IsDistinct(info.Identities) && IsDistinct(info.Features) && IsDistinct(formTypes)
            && !info.Identities.SelectMany(i => new[] { i.Category, i.Type, i.Language, i.Title })
                .Concat(info.Features)
                .Concat(info.Forms.SelectMany(f => f.FormType is null ? [] : FormParts(f)))
                .Any(t => t?.Contains(Separator) == true);
    }

    private static bool IsDistinct<T>(IReadOnlyCollection<T> items) => items.Distinct().Count() == items.Count;

#pragma warning disable CA5350 // XEP-0115 demands SHA-1 of everybody.
    private static byte[] Sha1(byte[] text) => SHA1.HashData(text);
#pragma warning restore CA5350
}
