using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>
/// A recording as JSON Lines: a header with its version, then a line for each event that a bot has handled, in which records of the contracts
/// have the form that they have in the database and on a broker.
/// </summary>
public static class RecordingFormat
{
    /// <summary>What this program writes; it reads no other one.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The first line.</summary>
    /// <param name="bots">The bots of the host.</param>
    /// <param name="at">When the recording begins.</param>
    public static string Header(IReadOnlyList<string> bots, DateTimeOffset at) =>
        JsonSerializer.Serialize(new HeaderLine(Version, at, bots), Json);

    /// <summary>The last line of a recording that did not end because somebody wanted it to.</summary>
    public static string End(string why) => JsonSerializer.Serialize(new EndLine(why), Json);

    /// <summary>A line between them.</summary>
    public static string Write(RecordedHandling handling)
    {
        ArgumentNullException.ThrowIfNull(handling);
        return JsonSerializer.Serialize(
            new HandlingLine(
                handling.Bot,
                handling.At,
                Item(handling.Event),
                [.. handling.Commands.Select(Item)],
                Some(handling.Requests.Select(one => new RequestLine(
                    Item(one.Request),
                    one.Answer is null ? null : Element(one.Answer),
                    one.Refusal is null ? null : new RefusalLine(one.Refusal.Message, one.Refusal.Reason)))),
                Some(handling.Reads.Select(one => new ReadLine(
                    one.Address,
                    one.Value is null ? null : new ValueLine(one.Value.Version, JsonElement.Parse(one.Value.Json), one.Value.ExpiresAt)))),
                Some(handling.Lacking),
                handling.UsedFiles ? true : null,
                handling.Failure),
            Json);
    }

    /// <summary>Reads why a recording ended from its last line; null when the line is another one.</summary>
    public static string? ReadEnd(string line) => Try<EndLine>(line)?.End;

    /// <summary>A command as it is compared.</summary>
    internal static JsonElement Element(object record) => JsonSerializer.SerializeToElement(record, record.GetType(), Json);

    /// <exception cref="JsonException">It is no header of this version; the message says so in a sentence.</exception>
    internal static void ReadHeader(string line)
    {
        if (Try<HeaderLine>(line) is not { } header)
        {
            throw new JsonException("This is no recording: it begins with something else than {\"recording\":1,…}.");
        }

        if (header.Recording != Version)
        {
            throw new JsonException($"The recording has version {header.Recording}, and this program reads version {Version}.");
        }
    }

    /// <exception cref="JsonException">It is no such line; the message says so in a sentence.</exception>
    internal static RecordedHandling Read(string line)
    {
        var read = JsonSerializer.Deserialize<HandlingLine>(line, Json) ?? throw new JsonException("It is null.");
        return new RecordedHandling
        {
            Bot = read.Bot,
            At = read.At,
            Event = (IAccountEvent)Record<IAccountEvent>(read.Event, "event"),
            Commands = [.. read.Commands.Select(one => (IReliableCommand)Record<IReliableCommand>(one, "command"))],
            Requests = [.. (read.Requests ?? []).Select(Request)],
            Reads = [.. (read.Reads ?? []).Select(one => new RecordedRead(one.Address, Value(one.Value)))],
            Lacking = read.Lacking ?? [],
            UsedFiles = read.UsedFiles ?? false,
            Failure = read.Failure,
        };
    }

    private static RecordedRequest Request(RequestLine line)
    {
        var request = Record<object>(line.Asked, "request");
        var answer = ContractKinds.AnswerTo(request.GetType())
            ?? throw new JsonException($"{line.Asked.Kind} is no request.");
        return new RecordedRequest(
            request,
            line.Answer is { } given ? given.Deserialize(answer, Json) : null,
            line.Refusal is { } refusal ? new RequestFailedException(refusal.Message, refusal.Reason) : null);
    }

    private static StateValue? Value(ValueLine? line) =>
        line is null ? null : new StateValue(line.Version, JsonSerializer.SerializeToUtf8Bytes(line.Json, Json), line.ExpiresAt);

    private static object Record<T>(ItemLine item, string what)
    {
        var type = ContractKinds.Find<T>(item.Kind) ?? throw new JsonException($"This program knows no {what} called {item.Kind}.");
        return item.Body.Deserialize(type, Json) ?? throw new JsonException($"The {what} is null.");
    }

    private static ItemLine Item(object record) => new(record.GetType().Name, Element(record));

    private static List<T>? Some<T>(IEnumerable<T> all) => all.ToList() is { Count: > 0 } list ? list : null;

    private static T? Try<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record HeaderLine(int Recording, DateTimeOffset At, IReadOnlyList<string> Bots);

    private sealed record EndLine(string End);

    private sealed record HandlingLine(
        string Bot,
        DateTimeOffset At,
        ItemLine Event,
        IReadOnlyList<ItemLine> Commands,
        IReadOnlyList<RequestLine>? Requests = null,
        IReadOnlyList<ReadLine>? Reads = null,
        IReadOnlyList<string>? Lacking = null,
        bool? UsedFiles = null,
        string? Failure = null);

    private sealed record ItemLine(string Kind, JsonElement Body);

    private sealed record RequestLine(ItemLine Asked, JsonElement? Answer = null, RefusalLine? Refusal = null);

    private sealed record RefusalLine(string Message, string Reason);

    private sealed record ReadLine(StateAddress Address, ValueLine? Value = null);

    private sealed record ValueLine(int Version, JsonElement Json, DateTimeOffset? ExpiresAt = null);
}
