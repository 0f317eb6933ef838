using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>What a client says of a dialog itself, when it makes or changes one (sections 5.1, 5.4).</summary>
internal sealed record DialogDescription
{
    private Given<string> Name { get; init; }

    private Given<string> Photo { get; init; }

    private Given<string> Description { get; init; }

    private Given<JsonObject> Extensions { get; init; }

    private Given<JsonObject> Permissions { get; init; }

    private Given<JsonObject> Data { get; init; }

    /// <summary>Whether it says how the dialog is called or looks.</summary>
    public bool Describes => Name.Is || Photo.Is || Description.Is;

    /// <summary>Whether it says anything else.</summary>
    public bool Annotates => Extensions.Is || Permissions.Is || Data.Is;

    /// <summary>Whether the dialog would be left without a name.</summary>
    public bool IsBlank => Name.Is && string.IsNullOrWhiteSpace(Name.Value);

    /// <summary>Whether a new dialog would have a name.</summary>
    public bool HasName => Name.Is && !IsBlank;

    /// <summary>Reads it, or returns what is wrong.</summary>
    public static RestAnswer? Read(RestParameters parameters, SandboxOptions options, out DialogDescription description)
    {
        var tree = parameters.Tree;
        description = new DialogDescription
        {
            Name = Text("name"),
            Photo = Text("photo"),
            Description = Text("description"),
            Extensions = Map("extensions", given => Allowed(given, options)),
            Permissions = Map("permissions", given => new JsonObject
            {
                ["allow_preview"] = RestParameters.IsSet(given["allow_preview"]?.ToString()),
            }),
            Data = Map("data", given => (JsonObject)given.DeepClone()),
        };
        foreach (var (name, isText) in (ReadOnlySpan<(string, bool)>)
            [("name", true), ("photo", true), ("description", true), ("extensions", false), ("permissions", false), ("data", false)])
        {
            if (tree[name] is { } node && (isText ? node is not JsonValue : node is not JsonObject))
            {
                return RestErrors.Invalid(name, isText ? "is not a text" : "is not an object");
            }
        }

        return null;

        Given<string> Text(string name) => new(tree.ContainsKey(name), parameters.Text(name));

        Given<JsonObject> Map(string name, Func<JsonObject, JsonObject?> read) =>
            new(tree.ContainsKey(name), tree[name] is JsonObject given ? read(given) : null);
    }

    /// <summary>The dialog as it says; what it does not mention stays, and null takes away.</summary>
    public Dialog Apply(Dialog dialog) => Annotate(dialog) with
    {
        Name = Name.Or(dialog.Name),
        Photo = Photo.Or(dialog.Photo),
        Description = Description.Or(dialog.Description),
    };

    /// <summary>The same for a dialog that cannot be given a name, photo or description.</summary>
    public Dialog Annotate(Dialog dialog) => dialog with
    {
        Extensions = Extensions.Or(dialog.Extensions),
        Permissions = Permissions.Or(dialog.Permissions),
        Data = Data.Or(dialog.Data),
    };

    /// <summary>Section 5.4: only configured fields, and their values as text.</summary>
    private static JsonObject? Allowed(JsonObject given, SandboxOptions options)
    {
        var fields = options.DialogFields
            .Where(name => given[name] is JsonValue)
            .Select(name => KeyValuePair.Create(name, (JsonNode?)given[name]!.ToString()))
            .ToArray();
        return fields.Length == 0 ? null : new JsonObject(fields);
    }

    /// <summary>A value that may be there, and may be null then.</summary>
    private readonly record struct Given<T>(bool Is, T? Value)
        where T : class
    {
        public T? Or(T? other) => Is ? Value : other;
    }
}
