namespace BotPlatform.Sandbox.World.Keeping;

/// <summary>One line of the journal; all of it is there after a kill, or nothing.</summary>
internal sealed record JournalEntry
{
    /// <summary>A dialog as it is from now on.</summary>
    public KeptDialog? Dialog { get; init; }

    /// <summary>The id of a dialog that is gone.</summary>
    public string? Gone { get; init; }

    /// <summary>Who wrote a message that was accepted.</summary>
    public int AuthorId { get; init; }

    /// <summary>The id that the author gave to it.</summary>
    public string? MessageId { get; init; }

    /// <summary>What is on its way to whom because of it.</summary>
    public IReadOnlyList<KeptStanza> Stanzas { get; init; } = [];

    /// <summary>The number of a stanza whose way has ended; 0 for none.</summary>
    public long Delivered { get; init; }
}

/// <summary>What the sandbox keeps of a dialog.</summary>
internal sealed record KeptDialog(
    string Id, DialogType Type, int OwnerId, string? Name, IReadOnlyList<int> Members, IReadOnlyList<int> Admins, DateTimeOffset CreatedAt)
{
    public static KeptDialog Of(Dialog dialog) => new(
        dialog.Id, dialog.Type, dialog.OwnerId, dialog.Name, dialog.Members, dialog.Admins, dialog.CreatedAt);

    public Dialog ToDialog() => new()
    {
        Id = Id,
        Type = Type,
        OwnerId = OwnerId,
        Name = Name,
        Members = Dialog.Ascending(Members),
        Admins = [.. Admins],
        CreatedAt = CreatedAt,
    };
}

/// <summary>A stanza on its way to a user.</summary>
/// <param name="Number">Grows with every stanza.</param>
/// <param name="UserId">Who shall have it.</param>
/// <param name="At">When the sandbox accepted it.</param>
/// <param name="Xml">The stanza.</param>
internal sealed record KeptStanza(long Number, int UserId, DateTimeOffset At, string Xml);
