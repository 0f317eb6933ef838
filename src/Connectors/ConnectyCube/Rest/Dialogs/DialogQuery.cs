using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

/// <summary>Begins a query for dialogs.</summary>
/// <example><c>DialogQuery.All.Where(DialogField.UpdatedAt, Is.GreaterThan(time)).SortBy(DialogField.CreatedAt)</c></example>
public static class DialogQuery
{
    /// <summary>All dialogs of the caller, and all broadcasts.</summary>
    public static Query<Dialog> All { get; } = new();
}

/// <summary>Section 5.3: what dialogs can be filtered and sorted by.</summary>
public static class DialogField
{
    /// <summary>24 hex digits.</summary>
    public static Field<Dialog, string> Id { get; } = new("_id");

    /// <summary>The kind of dialog.</summary>
    public static Field<Dialog, DialogType> Type { get; } = new("type");

    /// <summary>What it is called.</summary>
    public static Field<Dialog, string> Name { get; } = new("name");

    /// <summary>When the last message was sent.</summary>
    public static SortField<Dialog, DateTimeOffset> LastMessageSentAt { get; } = new("last_message_date_sent");

    /// <summary>When it was made.</summary>
    public static SortField<Dialog, DateTimeOffset> CreatedAt { get; } = new("created_at");

    /// <summary>When something about it changed, or a message came.</summary>
    public static SortField<Dialog, DateTimeOffset> UpdatedAt { get; } = new("updated_at");

    /// <summary>Section 5.4: one of the fields that the application configures.</summary>
    public static Field<Dialog, string> Extension(string name) => new($"extensions[{name}]");
}
