using System.Text.Json.Nodes;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest.Records;

/// <summary>A sandbox that has notes, and two users of it.</summary>
internal sealed class SandboxedNotes : IAsyncDisposable
{
    private readonly SandboxedNetwork _network;

    private SandboxedNotes(SandboxedNetwork network)
    {
        _network = network;
        BotSession = network.Rest.For(SandboxedNetwork.Account("bot"));
        AliceSession = network.Rest.For(SandboxedNetwork.Account("alice"));
        Bot = BotSession.Records("Notes", NoteJson.Default.Note);
        Alice = AliceSession.Records("Notes", NoteJson.Default.Note);
    }

    public RestSession BotSession { get; }

    public RestSession AliceSession { get; }

    /// <summary>The notes as the bot, who is user 100, sees them.</summary>
    public IRecordsApi<Note> Bot { get; }

    /// <summary>The notes as Alice, who is user 101, sees them.</summary>
    public IRecordsApi<Note> Alice { get; }

    /// <summary>Who may do nothing but the owner.</summary>
    public static JsonObject OwnerOnly => JsonNode.Parse("""{"read":{"access":"owner"}}""")!.AsObject();

    public static async Task<SandboxedNotes> StartAsync()
    {
        var options = new SandboxOptions();
        options.CustomClasses["Notes"] = Note.Class;
        return new SandboxedNotes(await SandboxedNetwork.StartAsync(new NetworkSetup { Sandbox = options }, ("Rest:MaxCallsPerSecond", "0")));
    }

    /// <summary>Makes notes of the bot, and returns their ids.</summary>
    public async Task<IReadOnlyList<string>> MakeAsync(params Note[] notes) =>
        [.. (await Bot.CreateAsync(notes, TestTimeout.Token)).Select(record => record.Id)];

    public async ValueTask DisposeAsync()
    {
        await BotSession.DisposeAsync();
        await AliceSession.DisposeAsync();
        await _network.DisposeAsync();
    }
}
