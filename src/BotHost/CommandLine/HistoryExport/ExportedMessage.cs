using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>One line of an export, in the words of the events. <c>docs/history-export.md</c> promises its shape.</summary>
internal sealed record ExportedMessage
{
    /// <summary>The network's id of the message.</summary>
    public required string Id { get; init; }

    /// <summary>Where it was written.</summary>
    public required string Dialog { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Sender { get; init; }

    /// <summary>A <see cref="SentTime"/>.</summary>
    public required string SentAt { get; init; }

    /// <summary>Empty when there is none.</summary>
    public required string Text { get; init; }

    /// <summary>In the sender's order.</summary>
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>Free parameters.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>How many people chose each.</summary>
    public required IReadOnlyDictionary<string, long> Reactions { get; init; }

    /// <summary>User ids.</summary>
    public required IReadOnlyList<string> ReadBy { get; init; }

    /// <summary>User ids.</summary>
    public required IReadOnlyList<string> DeliveredTo { get; init; }

    /// <summary>What the history says.</summary>
    public static ExportedMessage Of(HistoryMessage message, SentTime sent) => new()
    {
        Id = message.Id,
        Dialog = message.DialogId,
        Sender = IdOf(message.SenderId),
        SentAt = sent.ToString(),
        Text = message.Text ?? "",
        Attachments = message.ToAttachments(),
        Metadata = message.ToMetadata(),
        Reactions = message.Reactions?.Total ?? new Dictionary<string, long>(),
        ReadBy = [.. message.ReadIds.Select(IdOf)],
        DeliveredTo = [.. message.DeliveredIds.Select(IdOf)],
    };

    private static string IdOf(long user) => user.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a line is written.</summary>
[JsonSerializable(typeof(ExportedMessage))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>Texts stay readable: no page of the web is made of them.</summary>
    public static ExportJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
