using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>JSON of the REST service: snake case, numbers sometimes written as text (section 2.1).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(Dialog))]
[JsonSerializable(typeof(DialogPage))]
[JsonSerializable(typeof(NewDialogRequest))]
[JsonSerializable(typeof(HistoryPage))]
internal sealed partial class RestJson : JsonSerializerContext;
