namespace BotPlatform.BotSdk.Access;

/// <summary>What somebody is in a dialog; whoever is more may what those may who are less.</summary>
public enum DialogRole
{
    /// <summary>Belongs to it. In a direct dialog both do, and neither is more.</summary>
    Member,

    /// <summary>Has more rights than others.</summary>
    Admin,

    /// <summary>Has made it.</summary>
    Owner,
}
