using System.Text.Json;

namespace BotPlatform.BotHost.Bus.RabbitMq.Requests;

/// <summary>A request on its way to the host that holds its account.</summary>
/// <param name="Request">The name of its record.</param>
/// <param name="Body">The record.</param>
internal sealed record AccountQuestion(string Request, JsonElement Body);

/// <summary>What that host says: the answer, or why there is none.</summary>
internal sealed record AccountReply
{
    /// <summary>The record of the answer.</summary>
    public JsonElement? Answer { get; init; }

    /// <summary>A sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>A word of <see cref="BotSdk.RequestFailedException.Reason"/>.</summary>
    public string? Reason { get; init; }
}
