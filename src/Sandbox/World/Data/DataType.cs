using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.World.Data;

/// <summary>
/// What a field of a custom class holds (section 9): <c>integer</c>, <c>float</c>, <c>boolean</c> or <c>string</c>, or with
/// <c>[]</c> a list of them.
/// </summary>
internal sealed record DataType(string Kind, bool IsList)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out DataType? type)
    {
        var isList = text.EndsWith("[]", StringComparison.Ordinal);
        type = new DataType(isList ? text[..^2] : text, isList);
        return type.Kind is "integer" or "float" or "boolean" or "string";
    }

    /// <summary>Why it does not fit, in the words of an error answer.</summary>
    public string Problem => $"is not {(IsList ? "a list of type" : "of type")} {Kind}";

    /// <summary>Reads a value, however it is written: numbers and flags may be texts. Null stays null.</summary>
    public bool TryRead(JsonNode? given, out JsonNode? value)
    {
        if (!IsList || given is null)
        {
            value = null;
            return given is null || TryReadOne(given, out value);
        }

        var list = new JsonArray();
        value = list;
        foreach (var item in given is JsonArray array ? array : [given.DeepClone()])
        {
            if (item is null || !TryReadOne(item, out var one))
            {
                return false;
            }

            list.Add(one);
        }

        return true;
    }

    private bool TryReadOne(JsonNode given, out JsonNode? value)
    {
        var text = (given as JsonValue)?.ToString();
        value = Kind switch
        {
            _ when text is null => null,
            "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            "float" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => number,
            "boolean" when text is "1" or "true" => true,
            "boolean" when text is "0" or "false" => false,
            "string" => text,
            _ => null,
        };
        return value is not null;
    }
}
