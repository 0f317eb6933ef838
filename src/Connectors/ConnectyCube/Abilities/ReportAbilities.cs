using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Section 9: reports to the moderators, which are custom objects of two classes.</summary>
internal sealed class ReportAbilities(RestSession rest)
{
    private readonly IRecordsApi<UserReport> _users = rest.Records("UserReports", ReportJson.Default.UserReport);
    private readonly IRecordsApi<MessageReport> _messages = rest.Records("MessageReports", ReportJson.Default.MessageReport);

    public IEnumerable<object> All =>
    [
        RestAnswers.Of<ReportUser>((request, cancellationToken) => _users.CreateAsync(
            new UserReport { ReportedUserId = UserAbilities.NumberOf(request.User.Id), Reason = request.Reason }, cancellationToken)),
        RestAnswers.Of<ReportMessage>((request, cancellationToken) => _messages.CreateAsync(
            new MessageReport { ReportedMessageId = MessageIds.OfHistory(request.MessageId), Reason = request.Reason }, cancellationToken)),
    ];
}

internal sealed record UserReport
{
    public required long ReportedUserId { get; init; }

    public required string Reason { get; init; }
}

internal sealed record MessageReport
{
    public required string ReportedMessageId { get; init; }

    public required string Reason { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UserReport))]
[JsonSerializable(typeof(MessageReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
