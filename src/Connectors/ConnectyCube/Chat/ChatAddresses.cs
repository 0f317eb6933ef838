using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat;

/// <summary>
/// Section 1: users are at <c>{userId}-{appId}@{host}</c>, group dialogs at <c>{appId}_{dialogId}@muc.{host}</c>. Addresses of
/// other applications and hosts name nobody here.
/// </summary>
internal sealed class ChatAddresses(string appId, string chatHost)
{
    private readonly string _host = chatHost.ToLowerInvariant();
    private readonly string _roomHost = $"muc.{chatHost.ToLowerInvariant()}";

    /// <summary>The chat server.</summary>
    public Jid Server { get; } = Jid.Parse(chatHost);

    /// <summary>The part before <c>@</c> under which the user logs in.</summary>
    public string UserName(string userId) => $"{userId}-{appId}";

    public Jid User(string userId) => Jid.Parse($"{userId}-{appId}@{_host}");

    /// <summary>The address of a user whom somebody else names.</summary>
    /// <exception cref="ConnectorRefusedException">It is no user's number.</exception>
    public Jid RequireUser(UserRef user) => IsUserId(user.Id)
        ? User(user.Id)
        : throw new ConnectorRefusedException($"'{user.Id}' is no user: an id is a number.", "item-not-found");

    /// <summary>Section 4.12: how a privacy list names a user: for the 1-1 dialog, and for what the user writes in groups.</summary>
    /// <exception cref="ConnectorRefusedException">It is no user's number.</exception>
    public IEnumerable<Jid> InPrivacyLists(UserRef user) => [RequireUser(user), Jid.Parse($"{_roomHost}/{user.Id}")];

    /// <summary>The user whom a privacy list names in one of these ways; null when it names nobody so.</summary>
    public UserRef? UserInPrivacyLists(string value) =>
        Jid.TryParse(value, out var address) && (UserId(address) ?? UserIdInGroups(address)) is { } id ? new UserRef(id) : null;

    public Jid Room(string dialogId) => Jid.Parse($"{appId}_{dialogId}@{_roomHost}");

    /// <summary>The id of the user behind an address; null when it is no user's address.</summary>
    public string? UserId(Jid address)
    {
        if (address.Domain != _host || address.Local is not { Length: > 0 } local)
        {
            return null;
        }

        var dash = local.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && local.AsSpan(dash + 1).SequenceEqual(appId) && IsUserId(local.AsSpan(0, dash)) ? local[..dash] : null;
    }

    /// <summary>The id of the group dialog behind an address; null when it is no room's address.</summary>
    public string? DialogId(Jid address)
    {
        if (address.Domain != _roomHost || address.Local is not { Length: > 0 } local)
        {
            return null;
        }

        var dash = local.IndexOf('_', StringComparison.Ordinal);
        return dash > 0 && local.AsSpan(0, dash).SequenceEqual(appId) && ObjectId.IsValid(local.AsSpan(dash + 1))
            ? local[(dash + 1)..]
            : null;
    }

    private string? UserIdInGroups(Jid address) =>
        address.Domain == _roomHost && address.Local.Length == 0 && IsUserId(address.Resource) ? address.Resource : null;

    /// <summary>
    /// Whether the text is a user's number; the vendor's clients take any text of only digits for one (section 1).
    /// </summary>
    public static bool IsUserId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 19 && !text.ContainsAnyExceptInRange('0', '9');
}
