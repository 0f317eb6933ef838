using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>What bots ask of networks. Section <c>Requests</c>.</summary>
internal sealed class RequestOptions
{
    /// <summary>How long an answer may take; a new login is an answer too. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
