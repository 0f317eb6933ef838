using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Push;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.ConnectyCube.Rest.Sessions;
using BotPlatform.ConnectyCube.Rest.Storage;
using BotPlatform.ConnectyCube.Rest.Users;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>JSON of the REST service: snake case, and the several forms in which values are written (section 2.1).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(FlexibleNumberConverter), typeof(FlexibleWholeConverter), typeof(FlexibleFlagConverter), typeof(FlexibleTextConverter),
        typeof(FlexibleTimeConverter), typeof(IdListConverter), typeof(TextListConverter), typeof(TextMapConverter), typeof(CountMapConverter),
        typeof(DialogTypeConverter), typeof(AttachmentsConverter),
    ],
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(OnlineAnswer))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(Dialog))]
[JsonSerializable(typeof(Page<Dialog>))]
[JsonSerializable(typeof(NotificationsAnswer))]
[JsonSerializable(typeof(HistoryMessage))]
[JsonSerializable(typeof(Page<HistoryMessage>))]
[JsonSerializable(typeof(MessageAttachment))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(SystemMessageAnswer))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(BlobAnswer))]
[JsonSerializable(typeof(Page<BlobAnswer>))]
[JsonSerializable(typeof(RecordHead))]
[JsonSerializable(typeof(Page<JsonElement>))]
[JsonSerializable(typeof(DeletedAnswer))]
[JsonSerializable(typeof(UpdatedAnswer))]
[JsonSerializable(typeof(List<SubscriptionAnswer>))]
[JsonSerializable(typeof(List<EventAnswer>))]
[JsonSerializable(typeof(CountAnswer))]
[JsonSerializable(typeof(DeletionAnswer))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<long>>))]
internal sealed partial class RestJson : JsonSerializerContext;
