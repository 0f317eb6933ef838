using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk.Access;

namespace BotPlatform.Bots.Announcements;

/// <summary>Section <c>Bots:announcements</c>. Where it names nobody there is no such bot.</summary>
internal sealed class AnnouncementBotOptions : IValidatableObject
{
    /// <summary>The ids of those who may announce, in a direct dialog with the account or in <see cref="Dialogs"/>. Default nobody.</summary>
    public IReadOnlyList<string> Users { get; set; } = [];

    /// <summary>The ids of the groups in which it listens. Default none: direct dialogs only.</summary>
    public IReadOnlyList<string> Dialogs { get; set; } = [];

    /// <summary>Who is so much in one of <see cref="Dialogs"/> may announce there too: <c>Admin</c> or <c>Owner</c>. Default nobody.</summary>
    public DialogRole? Role { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Users.Concat(Dialogs).Any(string.IsNullOrWhiteSpace))
        {
            yield return new ValidationResult("users and dialogs have ids.", [nameof(Users), nameof(Dialogs)]);
        }

        if (Role is not null && Dialogs.Count == 0)
        {
            yield return new ValidationResult("a role counts in Dialogs, and there are none.", [nameof(Role)]);
        }

        if (Role is DialogRole.Member)
        {
            yield return new ValidationResult("every member would be allowed to announce: use Admin or Owner, or name Users.", [nameof(Role)]);
        }
    }
}
