namespace BotPlatform.Contracts.Chat;

/// <summary>Something that happened in a dialog. Events of one dialog are handled in the order in which they happened.</summary>
public interface IChatEvent : IAccountEvent
{
    /// <summary>Where it happened.</summary>
    DialogRef Dialog { get; }
}
