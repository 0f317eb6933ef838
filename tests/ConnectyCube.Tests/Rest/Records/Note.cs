using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>A custom object with a field of every kind. What is null is not written.</summary>
internal sealed record Note
{
    public string? Name { get; init; }

    public long? Level { get; init; }

    public double? Weight { get; init; }

    public bool? Done { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public JsonObject? Permissions { get; init; }

    /// <summary>The class as it is configured.</summary>
    public static Dictionary<string, string> Class { get; } = new(StringComparer.Ordinal)
    {
        ["name"] = "string",
        ["level"] = "integer",
        ["weight"] = "float",
        ["done"] = "boolean",
        ["tags"] = "string[]",
    };
}

/// <summary>The fields of a note, to look for notes by and to change them.</summary>
internal static class NoteField
{
    public static SortField<Record<Note>, string> Name { get; } = new("name");

    public static SortField<Record<Note>, long> Level { get; } = new("level");

    public static SortField<Record<Note>, double> Weight { get; } = new("weight");

    public static SortField<Record<Note>, bool> Done { get; } = new("done");

    public static SortField<Record<Note>, IReadOnlyList<string>> Tags { get; } = new("tags");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;
