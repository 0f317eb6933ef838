using System.Globalization;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>Where reading a list stopped.</summary>
/// <param name="From">The key that the part begins with; null for a list that is not read along a key.</param>
/// <param name="Skip">The place of the last item that was read, among those from the key on.</param>
/// <param name="LastId">That item.</param>
internal sealed record ListCursor(long? From, int Skip, string LastId)
{
    private const char Separator = '.';

    /// <exception cref="ArgumentException">It is no cursor.</exception>
    public static ListCursor Parse(string text)
    {
        var parts = text.Split(Separator, 3);
        long? from = null;
        return parts is [var key, var place, { Length: > 0 } id]
            && (key.Length == 0 || TryNumber(key, out from))
            && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? new ListCursor(from, skip, id)
            : throw new ArgumentException($"'{text}' is no cursor: it has to come from the page before.", nameof(text));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{From}{Separator}{Skip}{Separator}{LastId}");

    private static bool TryNumber(string text, out long? number)
    {
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }
}
