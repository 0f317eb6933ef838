using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>A sandbox that has notes, and two users of it.</summary>
internal sealed class SandboxedNotes(SandboxedUsers users) : IAsyncDisposable
{
    /// <summary>The notes as the bot, who is user 100, sees them.</summary>
    public IRecordsApi<Note> Bot { get; } = users.Bot.Records("Notes", NoteJson.Default.Note);

    /// <summary>The notes as Alice, who is user 101, sees them.</summary>
    public IRecordsApi<Note> Alice { get; } = users.Alice.Records("Notes", NoteJson.Default.Note);

    /// <summary>The permissions of a note that nobody reads but its owner.</summary>
    public static JsonObject OwnerOnly => JsonNode.Parse("""{"read":{"access":"owner"}}""")!.AsObject();

    public static async Task<SandboxedNotes> StartAsync()
    {
        var options = new SandboxOptions();
        options.CustomClasses["Notes"] = Note.Class;
        return new SandboxedNotes(await SandboxedUsers.StartAsync(options));
    }

    /// <summary>Another class, as the bot sees it.</summary>
    public IRecordsApi<Note> Class(string name) => users.Bot.Records(name, NoteJson.Default.Note);

    /// <summary>Makes notes of the bot, and returns their ids.</summary>
    public async Task<IReadOnlyList<string>> MakeAsync(params Note[] notes) =>
        [.. (await Bot.CreateAsync(notes, TestTimeout.Token)).Select(record => record.Id)];

    public ValueTask DisposeAsync() => users.DisposeAsync();
}
