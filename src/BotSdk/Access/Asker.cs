using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Access;

/// <summary>Who has written a message, as far as it matters for what they may. What was looked up is kept, so make one a message.</summary>
public sealed class Asker(MessageReceived message, IBotContext context)
{
    private bool _isKnown;
    private DialogRole? _role;

    /// <summary>What they have written.</summary>
    public MessageReceived Message { get; } = message;

    /// <summary>What they are in the dialog; null when that cannot be found out, for whatever reason.</summary>
    public async Task<DialogRole?> FindRoleAsync(CancellationToken cancellationToken)
    {
        if (!_isKnown)
        {
            _role = Message.DialogKind == DialogKind.Direct ? DialogRole.Member : await AskAsync(cancellationToken);
            _isKnown = true;
        }

        return _role;
    }

    private async Task<DialogRole?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return context.Find<IDialogs>() is { } dialogs && await dialogs.GetAsync(Message.Dialog, cancellationToken) is { } info
                ? RoleIn(info)
                : null;
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }

    private DialogRole? RoleIn(DialogInfo info) =>
        info.Owner == Message.Sender ? DialogRole.Owner
        : info.Admins.Contains(Message.Sender) ? DialogRole.Admin
        : info.Type == DialogType.Public || info.Members.Contains(Message.Sender) ? DialogRole.Member
        : null;
}
