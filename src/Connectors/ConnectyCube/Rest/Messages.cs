using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 6.1: a message as the history keeps it.</summary>
public sealed record HistoryMessage
{
    /// <summary>24 hex digits.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>Where it was written.</summary>
    [JsonPropertyName("chat_dialog_id")]
    public required string DialogId { get; init; }

    /// <summary>The text; null when the message carries none.</summary>
    [JsonPropertyName("message")]
    public string? Text { get; init; }

    /// <summary>When it was sent, in seconds since 1970.</summary>
    public long DateSent { get; init; }

    /// <summary>Who wrote it.</summary>
    public long SenderId { get; init; }

    /// <summary>Everything else: free parameters of the sender's app and fields of the service.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Parameters { get; set; } = new Dictionary<string, JsonElement>();
}

/// <summary>A page of a dialog's history.</summary>
public sealed record HistoryPage
{
    /// <summary>The messages of this page.</summary>
    public IReadOnlyList<HistoryMessage> Items
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>Section 6: the history of messages. Only what was sent with <c>save_to_history</c> is in it.</summary>
public interface IMessagesApi
{
    /// <summary>The newest messages of a dialog, newest first. Reading does not mark them as read.</summary>
    /// <param name="dialogId">Which dialog.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="limit">How many at most; the service gives 100 at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<HistoryPage> ListNewestAsync(string dialogId, int skip, int limit, CancellationToken cancellationToken);
}

internal sealed class MessagesApi(RestSession session) : IMessagesApi
{
    public Task<HistoryPage> ListNewestAsync(string dialogId, int skip, int limit, CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Get, "chat/Message")
        {
            Query =
            [
                ("chat_dialog_id", dialogId),
                ("sort_desc", "date_sent"),
                ("mark_as_read", "0"),
                ("skip", skip.ToString(CultureInfo.InvariantCulture)),
                ("limit", limit.ToString(CultureInfo.InvariantCulture)),
            ],
        };
        return session.SendAsync(call, RestJson.Default.HistoryPage, cancellationToken);
    }
}
