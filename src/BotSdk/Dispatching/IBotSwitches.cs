using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>Says where bots are switched off.</summary>
public interface IBotSwitches
{
    /// <summary>The names of the bots that are off for an account in a dialog; asked for every event, so it is quick.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="dialog">Null for what happens in none.</param>
    IReadOnlyCollection<string> OffAt(AccountRef account, DialogRef? dialog);
}
