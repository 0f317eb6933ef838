using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Begins a query for messages.</summary>
public static class MessageQuery
{
    /// <summary>All messages of a dialog that the history keeps. Reading them does not mark them as read.</summary>
    public static Query<HistoryMessage> Of(string dialogId) =>
        new(fixedParameters: [("chat_dialog_id", dialogId), ("mark_as_read", "0")]);

    /// <summary>The same, but what is given out counts as read by the caller.</summary>
    public static Query<HistoryMessage> ReadBy(string dialogId) => new(fixedParameters: [("chat_dialog_id", dialogId)]);
}

/// <summary>Section 6.2: what messages can be filtered and sorted by.</summary>
public static class MessageField
{
    /// <summary>24 hex digits.</summary>
    public static Field<HistoryMessage, string> Id { get; } = new("_id");

    /// <summary>The text.</summary>
    public static Field<HistoryMessage, string> Text { get; } = new("message");

    /// <summary>When it was sent.</summary>
    public static SortField<HistoryMessage, DateTimeOffset> SentAt { get; } = new("date_sent");

    /// <summary>The same as the number on the wire (<see cref="HistoryMessage.DateSent"/>).</summary>
    public static SortField<HistoryMessage, long> DateSent { get; } = new("date_sent");

    /// <summary>Who wrote it.</summary>
    public static Field<HistoryMessage, long> SenderId { get; } = new("sender_id");

    /// <summary>To whom.</summary>
    public static Field<HistoryMessage, long> RecipientId { get; } = new("recipient_id");

    /// <summary>What its attachments are.</summary>
    public static Field<HistoryMessage, string> AttachmentType { get; } = new("attachments.type");

    /// <summary>When it changed last.</summary>
    public static Field<HistoryMessage, DateTimeOffset> UpdatedAt { get; } = new("updated_at");
}
