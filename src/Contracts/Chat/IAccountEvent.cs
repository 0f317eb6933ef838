namespace BotPlatform.Contracts.Chat;

/// <summary>Something that an account of ours saw. What happened in a dialog is an <see cref="IChatEvent"/>.</summary>
public interface IAccountEvent
{
    /// <summary>Which account saw it, and when.</summary>
    EventOrigin Origin { get; }
}
