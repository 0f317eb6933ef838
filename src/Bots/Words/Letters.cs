using System.Globalization;
using System.Text;

namespace BotPlatform.Bots.Words;

/// <summary>
/// Letters as they are compared: without case, accents and what cannot be seen. The tables are here because the host runs without
/// the operating system's (<c>InvariantGlobalization</c>), where <see cref="string.Normalize()"/> takes no accent away.
/// </summary>
internal static class Letters
{
    private static readonly Dictionary<int, string> Plain = Table(
        "aàáâãäåāăąǎǟạảấầẩẫậắằẳẵặⱥ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệɇ", "gĝğġģǧ", "hĥħ", "iìíîïĩīĭįǐıỉịɨ", "jĵɉ", "kķǩ", "lĺļľŀł",
        "nñńņňŉŋ", "oòóôõöøōŏőǒọỏốồổỗộớờởỡợ", "oơ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųǔụủứừửữự", "uư", "wŵẁẃẅ", "yýÿŷỳỵỷỹ", "zźżž",
        "еёѐ", "иѝ", "αά", "εέ", "ηή", "ιίϊΐ", "οό", "υύϋΰ", "ωώ", "σς");

    private static readonly Dictionary<int, string> LookAlikes = Table(
        "aаα", "bвβ", "cсϲ", "dԁ", "eеє", "hһ", "iіιӏ", "jј", "kкκ", "mм", "nνп", "oоοօ", "pрρ", "qԛ", "sѕ", "tтτ", "uυ", "vѵ", "wԝω", "xхχ", "yуγ");

    /// <summary>Whether it is in a word, and not between two.</summary>
    public static bool BelongsToWord(Rune rune) => Rune.IsLetterOrDigit(Narrow(rune)) || IsPartOfLetter(rune);

    /// <summary>Whether it only changes a letter, or cannot be seen.</summary>
    public static bool IsPartOfLetter(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    /// <summary>Adds the plain form of a character; nothing for what only changes another character or cannot be seen.</summary>
    public static void AddPlain(StringBuilder text, Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control)
        {
            return;
        }

        var lower = Rune.ToLowerInvariant(Narrow(rune));
        _ = lower.Value switch
        {
            'ß' => text.Append("ss"),
            'æ' => text.Append("ae"),
            'œ' => text.Append("oe"),
            'þ' => text.Append("th"),
            _ => Plain.TryGetValue(lower.Value, out var plain) ? text.Append(plain) : text.Append(lower),
        };
    }

    /// <summary>The Latin letter that a letter looks like; itself when it looks like none.</summary>
    public static char LookOf(char letter) => LookAlikes.TryGetValue(letter, out var latin) ? latin[0] : letter;

    // Ａ to ｚ are wide, 𝐀 to 𝚣 in mathematics' dress, 🄰 in a box, Ⓐ to ⓩ in a circle.
    private static Rune Narrow(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E => new Rune(rune.Value - 0xFF01 + '!'),
        >= 0x1D400 and <= 0x1D6A3 => new Rune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[(rune.Value - 0x1D400) % 52]),
        >= 0x1F130 and <= 0x1F149 => new Rune(rune.Value - 0x1F130 + 'A'),
        >= 0x24B6 and <= 0x24E9 => new Rune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[rune.Value - 0x24B6]),
        _ => rune,
    };

    private static Dictionary<int, string> Table(params ReadOnlySpan<string> rows)
    {
        var table = new Dictionary<int, string>();
        foreach (var row in rows)
        {
            foreach (var rune in row[1..].EnumerateRunes())
            {
                table.TryAdd(rune.Value, row[..1]);
            }
        }

        return table;
    }
}
