using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>How a part of a list is read: one item that cannot be read does not hide the others.</summary>
/// <param name="Page">All of it, as it usually is.</param>
/// <param name="Item">One of it.</param>
internal sealed record PageJson<T>(JsonTypeInfo<Page<T>> Page, JsonTypeInfo<T> Item)
{
    private const string Missing = "missing required properties including: ";   // the library's own words

    /// <exception cref="JsonException">It is no part of a list.</exception>
    public Page<T> Read(RestAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, Page) ?? throw new JsonException("There is no list.");
        }
        catch (JsonException)
        {
            return ReadOneByOne(answer.Body);
        }
    }

    private Page<T> ReadOneByOne(ReadOnlySpan<byte> body)
    {
        var page = JsonSerializer.Deserialize(body, RestJson.Default.PageJsonElement) ?? throw new JsonException("There is no list.");
        var items = new List<T>();
        var unreadable = new List<UnreadableItem>();
        foreach (var element in page.Items.Where(element => element.ValueKind != JsonValueKind.Null))
        {
            try
            {
                items.Add(element.Deserialize(Item)!);
            }
            catch (JsonException e)
            {
                unreadable.Add(new UnreadableItem(IdOf(element), ProblemOf(e)));
            }
        }

        return new Page<T>
        {
            TotalEntries = page.TotalEntries,
            Skip = page.Skip,
            Limit = page.Limit,
            Items = items,
            Unreadable = unreadable,
        };
    }

    /// <summary>Without what means nothing to somebody who knows only the service: the names of our types.</summary>
    private static string ProblemOf(JsonException error) => error.Message.IndexOf(Missing, StringComparison.Ordinal) is >= 0 and var at
        ? RestErrors.Clean($"It lacks {error.Message[(at + Missing.Length)..]}")
        : RestErrors.Clean($"It holds something else than it should at {error.Path}.");

    /// <summary>Some lists hold their items in an object with one property.</summary>
    private static string? IdOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["_id", "id"])
        {
            if (element.TryGetProperty(name, out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return RestErrors.Clean(id.ToText());
            }
        }

        return element.EnumerateObject().ToArray() is [{ Value: var only }] ? IdOf(only) : null;
    }
}
