using System.Text.Json;

namespace BotPlatform.BotHost.Bus.Announcements;

/// <summary>What a host says to a request about announcements: the answer, or why there is none.</summary>
internal sealed record AnnouncementReply
{
    /// <summary>The record of the answer.</summary>
    public JsonElement? Answer { get; init; }

    /// <summary>A sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>A word of <see cref="AnnouncementRefusals"/>, or of <see cref="BotSdk.RequestFailedException.Reason"/>.</summary>
    public string? Reason { get; init; }
}
