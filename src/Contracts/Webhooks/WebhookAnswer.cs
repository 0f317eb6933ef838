using System.Text.Json.Serialization;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Webhooks;

/// <summary>What a webhook bot answers.</summary>
public sealed record WebhookAnswer
{
    /// <summary>What shall be done, in this order; at most 100.</summary>
    public IReadOnlyList<IWebhookAction> Actions { get; init; } = [];
}

/// <summary>Something that a webhook bot wants done, on the account that saw the event.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(ReplyAction), "reply")]
[JsonDerivedType(typeof(SayAction), "say")]
[JsonDerivedType(typeof(EditAction), "edit")]
[JsonDerivedType(typeof(DeleteAction), "delete")]
[JsonDerivedType(typeof(ReactAction), "react")]
[JsonDerivedType(typeof(UnreactAction), "unreact")]
[JsonDerivedType(typeof(ReadAction), "read")]
[JsonDerivedType(typeof(TypingAction), "typing")]
public interface IWebhookAction;

/// <summary>A message, wherever it goes. What its properties mean is said at <see cref="SendMessage"/>.</summary>
public interface IWebhookMessage : IWebhookAction
{
    /// <inheritdoc cref="SendMessage.Text"/>
    string Text { get; }

    /// <inheritdoc cref="SendMessage.Attachments"/>
    IReadOnlyList<Attachment> Attachments { get; }

    /// <inheritdoc cref="SendMessage.Metadata"/>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc cref="SendMessage.SaveToHistory"/>
    bool SaveToHistory { get; }

    /// <inheritdoc cref="SendMessage.IsMarkable"/>
    bool IsMarkable { get; }

    /// <inheritdoc cref="SendMessage.IsSilent"/>
    bool IsSilent { get; }

    /// <inheritdoc cref="SendMessage.DestroyAfter"/>
    TimeSpan? DestroyAfter { get; }
}
