using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0059: which part of a long result is wanted.</summary>
/// <param name="Max">How many at most; servers have a limit of their own.</param>
/// <param name="After">Those after the one with this id; null: from the beginning.</param>
/// <param name="Before">Those before the one with this id; empty: the last ones; null: no such limit.</param>
public sealed record PageRequest(int Max, string? After = null, string? Before = null)
{
    /// <summary>The element that carries it.</summary>
    public Element ToElement()
    {
        var children = new List<Element>(3) { Child("max", Max.ToString(CultureInfo.InvariantCulture)) };
        if (After is not null)
        {
            children.Add(Child("after", After));
        }

        if (Before is not null)
        {
            children.Add(Child("before", Before));
        }

        return new Element(Page.Name, [], [.. children]);
    }

    private static Element Child(string name, string text) => new(new XmlName(Namespaces.ResultSets, name), text);
}

/// <summary>XEP-0059: which part of a long result was given.</summary>
/// <param name="First">The id of its first item; null when it is empty.</param>
/// <param name="Last">The id of its last item, for <see cref="PageRequest.After"/>; null when it is empty.</param>
/// <param name="Count">How many items there are in all, if that is said; servers may estimate.</param>
public sealed record Page(string? First = null, string? Last = null, int? Count = null) : IPayload<Page>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.ResultSets, "set");

    /// <inheritdoc />
    public static Page Parse(Element element) => new(
        element.Child("first")?.Text,
        element.Child("last")?.Text,
        int.TryParse(element.Child("count")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null);

    /// <inheritdoc />
    public Element ToElement()
    {
        (string Name, string? Text)[] children =
            [("first", First), ("last", Last), ("count", Count?.ToString(CultureInfo.InvariantCulture))];
        return new Element(
            Name,
            [],
            [.. children.Where(c => c.Text is not null).Select(c => new Element(new XmlName(Namespaces.ResultSets, c.Name), c.Text))]);
    }
}
