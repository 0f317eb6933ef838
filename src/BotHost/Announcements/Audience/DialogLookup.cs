using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Audience;

/// <summary>Finds out which dialog an id names.</summary>
internal sealed class DialogLookup(IAsking asking, AccountRef account)
{
    private bool _isOffered = true;

    /// <summary>The user of a direct dialog that is named by its user: of digits alone (section 1). Null for any other name.</summary>
    public static UserRef? UserOf(DialogRef dialog) =>
        dialog.Id.Length > 0 && dialog.Id.All(char.IsAsciiDigit) ? new UserRef(dialog.Id) : null;

    /// <summary>A dialog that the network told.</summary>
    public Found FoundOf(DialogInfo dialog) =>
        dialog.Type == DialogType.Direct && dialog.Members.FirstOrDefault(member => !IsSelf(account, member)) is { } user
            ? Found.Of(user) with { DialogName = dialog.Name }
            : new Found(dialog.Dialog.Id, null, dialog.Name);

    public static bool IsSelf(AccountRef account, UserRef user) => string.Equals(user.Id, account.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is known of a dialog; null where the network cannot tell such a thing.</summary>
    /// <exception cref="RequestFailedException">The network does not tell.</exception>
    public async Task<DialogInfo?> FindAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        if (!_isOffered)
        {
            return null;
        }

        try
        {
            return await asking.AskAsync(new GetDialog { Account = account, Dialog = dialog }, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Reason == RequestFailedException.NotSupported)
        {
            _isOffered = false;
            return null;
        }
    }
}
