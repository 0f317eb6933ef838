namespace BotPlatform.BotHost.Leases;

/// <summary>What is shared out for itself: a host has its share of each.</summary>
internal static class LeaseGroups
{
    /// <summary>Who keeps which account connected, by <see cref="Storage.AccountName"/>.</summary>
    public const string Accounts = "accounts";

    /// <summary>Who works on which queue of the broker, by its name.</summary>
    public const string Lanes = "lanes";
}
