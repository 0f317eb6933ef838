using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World;

/// <summary>What an item of a privacy list can be about (XEP-0016 §2.12); "in" is towards the owner of the list.</summary>
[Flags]
internal enum PrivacyTraffic
{
    None = 0,
    MessageIn = 1,
    MessageOut = 2,
    IqIn = 4,
    IqOut = 8,
    PresenceIn = 16,
    PresenceOut = 32,

    /// <summary>Everything, both ways: an item that names no kind. This is what makes a block mutual (section 4.12).</summary>
    All = MessageIn | MessageOut | IqIn | IqOut | PresenceIn | PresenceOut,
}

/// <summary>One rule of a privacy list.</summary>
/// <param name="Order">Its place; lower ones are asked first.</param>
/// <param name="IsDeny">Whether it forbids; otherwise it allows.</param>
/// <param name="Peer">Whom it is about: a user's bare address, or <c>muc.{host}/{user id}</c> in groups. Null: everybody.</param>
/// <param name="Traffic">What it is about.</param>
internal sealed record PrivacyItem(uint Order, bool IsDeny, string? Peer, PrivacyTraffic Traffic);

/// <summary>A named list of rules (XEP-0016, section 4.12). Immutable: a change replaces it.</summary>
internal sealed record PrivacyList
{
    public required string Name { get; init; }

    /// <summary>In ascending order.</summary>
    public required ImmutableArray<PrivacyItem> Items { get; init; }

    /// <summary>Whether the list forbids this between owner and peer. The first rule that fits decides.</summary>
    /// <param name="peer">Written as in <see cref="PrivacyItem.Peer"/>.</param>
    /// <param name="traffic">One kind.</param>
    public bool Denies(string peer, PrivacyTraffic traffic)
    {
        foreach (var item in Items)
        {
            if ((item.Traffic & traffic) != PrivacyTraffic.None
                && (item.Peer is null || item.Peer.Equals(peer, StringComparison.OrdinalIgnoreCase)))
            {
                return item.IsDeny;
            }
        }

        return false;
    }
}
