using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>What an address in a stanza names.</summary>
internal enum AddressKind
{
    /// <summary>The server itself, or nobody in particular.</summary>
    Server,

    /// <summary>A user, whether there is one or not.</summary>
    User,

    /// <summary>A dialog's room, whether there is one or not.</summary>
    Room,

    /// <summary>Well-formed, but nobody here.</summary>
    Elsewhere,

    /// <summary>No address at all.</summary>
    Malformed,
}

/// <summary>An address, taken apart (section 1).</summary>
internal readonly record struct Address(AddressKind Kind, int UserId = 0, string DialogId = "", string Resource = "");

/// <summary>Takes addresses apart and makes them.</summary>
internal sealed class Addresses(SandboxOptions options)
{
    private readonly string _userSuffix = $"-{options.AppId}";
    private readonly string _roomPrefix = $"{options.AppId}_";

    /// <summary>The host of users.</summary>
    public string ChatHost { get; } = options.ChatHost.ToLowerInvariant();

    /// <summary>The host of rooms.</summary>
    public string RoomHost { get; } = $"muc.{options.ChatHost.ToLowerInvariant()}";

    public string Room(string dialogId) => $"{_roomPrefix}{dialogId}@{RoomHost}";

    /// <summary>How a privacy list names a user as an occupant of any group (section 4.12).</summary>
    public string Occupant(int userId) => $"{RoomHost}/{userId}";

    /// <summary>Reads an address; without one, the server is meant.</summary>
    /// <param name="text">The address, or null.</param>
    /// <param name="streamHost">The host that the client connected to, which stands for the chat host too.</param>
    public Address Parse(string? text, string streamHost)
    {
        if (text is null)
        {
            return new Address(AddressKind.Server);
        }

        if (!Jid.TryParse(text, out var jid))
        {
            return new Address(AddressKind.Malformed);
        }

        var (local, domain) = (jid.Local, jid.Domain);
        if (domain == ChatHost || domain == streamHost)
        {
            return local.Length == 0 ? new Address(AddressKind.Server)
                : TryUserId(local, out var userId) ? new Address(AddressKind.User, userId, Resource: jid.Resource)
                : new Address(AddressKind.Elsewhere);
        }

        var isRoom = domain == RoomHost || (domain.StartsWith("muc.", StringComparison.Ordinal) && domain[4..] == streamHost);
        return isRoom && local.StartsWith(_roomPrefix, StringComparison.OrdinalIgnoreCase)
            ? new Address(AddressKind.Room, DialogId: local[_roomPrefix.Length..], Resource: jid.Resource)
            : new Address(AddressKind.Elsewhere);
    }

    /// <summary>Reads <c>{userId}-{appId}</c>, which is also the user name at sign-in.</summary>
    public bool TryUserId(string local, out int userId)
    {
        userId = 0;
        return local.EndsWith(_userSuffix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(local.AsSpan(..^_userSuffix.Length), System.Globalization.NumberStyles.None, null, out userId);
    }
}
